import { existsSync, readFileSync } from 'node:fs'
import { formatBaseline, type Known, parseBaseline, unknownOf, unusedEntries } from '../check/baseline.ts'
import { findingsOf } from '../check/findings.ts'
import { leadsOut, outside } from '../dataset/confine.ts'
import { replaceFile } from '../dataset/write.ts'
import type { Finding } from '../schema/types.ts'
import { SchemaError } from '../schema/validate.ts'
import { ConfigError } from './config.ts'
import { nameOf } from './input.ts'

/** A baseline with its file. */
export interface Baseline {
  /** As it is called in findings. */
  name: string
  /** Empty when there is no such file yet. */
  text: string
  entries: Known[]
}

/** What a run looked at: of anything else nobody can tell whether an entry still fits. */
export interface Looked {
  documents: string[]
  /** Ids of rules that were not applied. */
  off: string[]
}

/**
 * Reads the baseline of a project.
 *
 * @param file null for none
 * @param isNew whether it may be missing, as it is about to be written
 * @throws {ConfigError} naming the file and the mend
 */
export function loadBaseline(file: string | null, isNew: boolean): Baseline | null {
  if (file === null) return null
  const name = nameOf(file)
  if (leadsOut(file)) throw new ConfigError(`${name}: ${outside}`)
  if (!existsSync(file)) {
    if (isNew) return { name, text: '', entries: [] }
    throw new ConfigError(`${name}: there is no such file; write it with --write-baseline`)
  }
  try {
    const text = readFileSync(file, 'utf8')
    return { name, text, entries: parseBaseline(text, name) }
  } catch (error) {
    if (error instanceof SchemaError) throw new ConfigError(error.message)
    throw new ConfigError(`${name}: ${(error as Error).message}; mend it, or delete it and write it anew`)
  }
}

/** Reports the entries of a baseline that match no finding of a run. */
export function unusedIn(baseline: Baseline, findings: Finding[], looked: Looked): Finding[] {
  const { unused } = unknownOf(findings, baseline.entries)
  const idle = unused.filter(entry => isJudged(entry, looked))
  return findingsOf(unusedEntries(idle, baseline.name, baseline.text), [baseline.name], name => name)
}

/**
 * Writes a baseline of findings; what it knows of documents that were not looked at stays in it.
 *
 * @throws {WriteError} when it cannot be written, or was changed meanwhile
 */
export function writeBaseline(baseline: Baseline, findings: Finding[], looked: Looked): void {
  const rest = baseline.entries.filter(entry => !isJudged(entry, looked))
  const text = formatBaseline(findings, rest)
  if (text !== baseline.text) replaceFile(baseline.name, text, baseline.text || undefined)
}

/** Whether a run can tell that there is no such finding. */
function isJudged({ document, rule }: Known, { documents, off }: Looked): boolean {
  return documents.includes(document) ? !off.includes(rule) : !existsSync(document)
}
