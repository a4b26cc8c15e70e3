import type { CorrectionSet, Evidence, Finding, Location, Suggestion } from '../schema/types.ts'
import type { Survey } from './survey/index.ts'

/** How much a finding matters. */
export type Severity = Finding['severity']

/** What a rule looks at; its page in the documentation stands in the chapter of that name. */
export type Family =
  | 'numbers'
  | 'words'
  | 'structure'
  | 'document'
  | 'documents'
  | 'exposure'
  | 'currency'
  | 'suppression'

/** Documents by path; one alone is Markdown. */
export type Documents = string | Record<string, string>

/** Shows a rule at work: it must report something about `wrong` and nothing about `right`. */
export interface Example {
  /** What is to be seen, when it is not plain. */
  title?: string
  wrong: Documents
  right: Documents
  /** A message about `wrong`, whole. */
  says: string
  /** What the suggestion for `wrong` puts in place. */
  fix?: string
}

/** Something wrong or doubtful, as a rule reports it. */
export interface Problem {
  at: Location
  /** What is wrong and what it should be, in one sentence without line numbers. */
  message: string
  /** Other places that show it, the most telling first; the report keeps ten. */
  evidence?: Evidence[]
  suggestion?: Suggestion | null
  /** Values that would make its claims right, where the rule knows them. */
  set?: CorrectionSet
  /**
   * What makes it this problem and no other, where its message or place also tells what depends on other
   * documents; by default its document and message.
   */
  key?: string
  /** Ids of the claims that it is about. */
  claims?: string[]
  /** Where this case is graver or milder than the rule as such. */
  severity?: Severity
}

/** One thing that can be wrong with documents: a pure function and what is to be said about it. */
export interface Rule {
  /** In kebab-case. */
  id: string
  family: Family
  /** `error`: a reader is misled for certain; `warning`: likely; `info`: it may be meant so. */
  severity: Severity
  /** What it reports, in a sentence. */
  description: string
  /** Why that matters to a reader of the documents. */
  why: string
  examples: Example[]
  /** It reports that something is missing elsewhere: the claims that it lists are right as they are. */
  gap?: boolean
  /** The edits of its errors are certain: `--fix` applies them. */
  fixable?: boolean
  /** Looks at all documents at once, in time that grows with the number of their claims. */
  check(survey: Survey): Problem[]
}

/** What is to be said about something that is reported, whoever finds it. */
export type RuleNote = Omit<Rule, 'check'>
