import type { Limits } from '../extract/limits.ts'
import type { BlockSetting } from '../extract/overrides.ts'
import { nearest } from '../schema/nearest.ts'
import type { Problem } from '../schema/problems.ts'
import type { Finding } from '../schema/types.ts'
import { SchemaError } from '../schema/validate.ts'
import type { Family, Rule, RuleNote, Severity } from './rule.ts'
import { rules as allRules } from './rules/index.ts'
import { suppressionRules } from './suppression/rules.ts'
import { validate } from './validate.ts'

/** Severities by the id of a rule or of a family of rules; `off` disables it. */
export type Levels = Record<string, Severity | 'off'>

/** Which rules run where the configuration does not say: those about ports, or all. */
export type Profile = 'ports' | 'all'

/** Families of rules that only the profile `all` runs. */
const prose: ReadonlySet<Family> = new Set<Family>(['words'])

/** Other severities for some documents. */
export interface Override {
  /** Patterns as in `.gitignore`, from the folder of the file. */
  files: string[]
  rules: Levels
}

/** How severities are decided: by the configuration, else by the profile, else by the rule. */
export interface Policy {
  levels: Levels
  profile: Profile
  /** The last one that names a rule, or its family, decides. */
  overrides: { matches(document: string): boolean; levels: Levels }[]
}

/** What applies where nothing is configured. */
export const defaultPolicy: Policy = { levels: {}, profile: 'ports', overrides: [] }

/** A role, group or service of one's own, or what is added to a known one. */
export interface Words {
  title?: string
  aliases?: string[]
  members?: string[]
  names?: string[]
  ports?: string[]
  to?: string[]
  product?: string
}

/** How a project wants its documents checked. */
export interface Config {
  rules?: Levels
  profile?: Profile
  overrides?: Override[]
  /** Patterns as in `.gitignore`, from the folder of the file. */
  ignore?: string[]
  roles?: Record<string, Words>
  groups?: Record<string, Words>
  services?: Record<string, Words>
  terms?: Partial<Record<'names' | 'ordinary', string[]>>
  /** Header words by what their column holds. */
  words?: Record<string, string[]>
  /** How blocks of documents are read; patterns are from the folder of the file. */
  blocks?: BlockSetting[]
  /** From the folder of the file. */
  baseline?: string
  failOn?: Severity | 'never'
  /** How much of a document is dealt with, and for how many seconds. */
  limits?: Partial<Limits> & { time?: number }
}

/**
 * Makes sure that a value is a configuration.
 *
 * @param file what its file is called in messages
 * @throws {SchemaError} naming the file, each key at fault and the nearest right name
 */
export function configOf(value: unknown, file: string): Config {
  const config = validate<Config>('config', value, file)
  const { overrides = [], blocks = [] } = config
  const problems = [
    ...strangersAmong(config.rules, '/rules'),
    ...overrides.flatMap(({ rules }, i) => strangersAmong(rules, `/overrides/${i}/rules`)),
    ...slowPatterns(config.ignore, '/ignore'),
    ...overrides.flatMap(({ files }, i) => slowPatterns(files, `/overrides/${i}/files`)),
    ...faultsOfBlocks(blocks),
    ...blocks.flatMap(({ files = [] }, i) => slowPatterns([files].flat(), `/blocks/${i}/files`)),
  ]
  if (problems.length > 0) throw new SchemaError(file, problems)
  return config
}

const notes: RuleNote[] = [...allRules, ...suppressionRules]
const familyOf = new Map<string, Family>(notes.map(({ id, family }) => [id, family]))
const names = [...new Set([...familyOf.keys(), ...familyOf.values()])]

/** Names that are neither rules nor families of rules. */
function strangersAmong(levels: Levels = {}, path: string): Problem[] {
  const unknown = Object.keys(levels).filter(id => !names.includes(id))
  return unknown.map(id => unknownName(`${path}/${id}`, 'rule', id, names))
}

function faultsOfBlocks(blocks: BlockSetting[]): Problem[] {
  return blocks.flatMap(({ files, heading, text, ignore, columns }, i) => [
    ...(files === undefined && heading === undefined && text === undefined
      ? [{ path: `/blocks/${i}`, message: 'names no block; give files, heading or text' }]
      : []),
    ...((ignore === undefined) === (columns === undefined)
      ? [{ path: `/blocks/${i}`, message: 'needs either columns or ignore' }]
      : []),
  ])
}

/** A part of a path may have so many `*`, and a pattern so many `**`: with many of them matching takes for ever. */
const mostStars = 3

function slowPatterns(patterns: string[] = [], path: string): Problem[] {
  const message = `has more than ${mostStars} * in a part of the path, or ** in all; write several patterns`
  const isSlow = (pattern: string) => {
    const parts = pattern.split('/')
    const deep = parts.filter(part => part === '**')
    return deep.length > mostStars || parts.some(part => (part.match(/\*+/g)?.length ?? 0) > mostStars)
  }
  return patterns.flatMap((pattern, i) => (isSlow(pattern) ? [{ path: `${path}/${i}`, message }] : []))
}

/** Says that a name is not known, and which one may be meant. */
export function unknownName(path: string, what: string, name: string, known: string[]): Problem {
  const meant = nearest(name, known)
  return { path, message: `is not a known ${what}${meant ? `; did you mean "${meant}"?` : ''}` }
}

/** The severity that a policy gives a rule in a document; undefined where it leaves that to the rule. */
function levelIn(policy: Policy, rule: string, family: Family | undefined, document: string | null) {
  const { levels, profile, overrides } = policy
  const of = (some: Levels) => some[rule] ?? (family === undefined ? undefined : some[family])
  const special = document === null ? [] : overrides.filter(({ matches }) => matches(document))
  const own = special.map(({ levels }) => of(levels)).findLast(level => level !== undefined)
  const isProse = family !== undefined && profile === 'ports' && prose.has(family)
  return own ?? of(levels) ?? (isProse ? 'off' : undefined)
}

/** The rules that run: those that are not off everywhere. */
export function activeRules(policy: Policy, rules: Rule[] = allRules): Rule[] {
  const isOn = ({ id, family }: Rule) =>
    levelIn(policy, id, family, null) !== 'off' ||
    policy.overrides.some(({ levels }) => (levels[id] ?? levels[family] ?? 'off') !== 'off')
  return rules.filter(isOn)
}

/** Gives findings the severities of a policy, and drops those of rules that are off. */
export function judge(findings: Finding[], policy: Policy): Finding[] {
  return findings.flatMap(finding => {
    const { rule, location } = finding
    const level = levelIn(policy, rule, familyOf.get(rule), location.document) ?? finding.severity
    return level === 'off' ? [] : [{ ...finding, severity: level }]
  })
}
