import type { Limits } from '../extract/limits.ts'
import type { BlockSetting } from '../extract/overrides.ts'
import { nearest } from '../schema/nearest.ts'
import type { Problem } from '../schema/problems.ts'
import type { Finding } from '../schema/types.ts'
import { SchemaError } from '../schema/validate.ts'
import type { Rule, Severity } from './rule.ts'
import { rules as allRules } from './rules/index.ts'
import { suppressionRules } from './suppression/rules.ts'
import { validate } from './validate.ts'

/** How much the findings of rules matter; `off` applies a rule not at all. */
export type Levels = Record<string, Severity | 'off'>

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
  checkRules(Object.keys(config.rules ?? {}), file)
  checkPatterns('/ignore', config.ignore ?? [], file)
  checkBlocks(config.blocks ?? [], file)
  return config
}

function checkRules(ids: string[], file: string): void {
  const known = [...allRules, ...suppressionRules].map(({ id }) => id)
  const unknown = ids.filter(id => !known.includes(id))
  const problems = unknown.map(id => unknownName(`/rules/${id}`, 'rule', id, known))
  if (problems.length > 0) throw new SchemaError(file, problems)
}

function checkBlocks(blocks: BlockSetting[], file: string): void {
  const problems = blocks.flatMap(({ files, heading, text, ignore, columns }, i) => [
    ...(files === undefined && heading === undefined && text === undefined
      ? [{ path: `/blocks/${i}`, message: 'names no block; give files, heading or text' }]
      : []),
    ...((ignore === undefined) === (columns === undefined)
      ? [{ path: `/blocks/${i}`, message: 'needs either columns or ignore' }]
      : []),
  ])
  if (problems.length > 0) throw new SchemaError(file, problems)
  for (const [i, { files = [] }] of blocks.entries())
    checkPatterns(`/blocks/${i}/files`, [files].flat(), file)
}

/** A part of a path may have so many `*`, and a pattern so many `**`: with many of them matching takes for ever. */
const mostStars = 3

function checkPatterns(path: string, patterns: string[], file: string): void {
  const message = `has more than ${mostStars} * in a part of the path, or ** in all; write several patterns`
  const isSlow = (pattern: string) => {
    const parts = pattern.split('/')
    const deep = parts.filter(part => part === '**')
    return deep.length > mostStars || parts.some(part => (part.match(/\*+/g)?.length ?? 0) > mostStars)
  }
  const problems = patterns.flatMap((pattern, i) =>
    isSlow(pattern) ? [{ path: `${path}/${i}`, message }] : [],
  )
  if (problems.length > 0) throw new SchemaError(file, problems)
}

/** Says that a name is not known, and which one may be meant. */
export function unknownName(path: string, what: string, name: string, known: string[]): Problem {
  const meant = nearest(name, known)
  return { path, message: `is not a known ${what}${meant ? `; did you mean "${meant}"?` : ''}` }
}

/** The rules that are to be applied. */
export function activeRules(levels: Levels = {}, rules: Rule[] = allRules): Rule[] {
  return rules.filter(({ id }) => levels[id] !== 'off')
}

/** Gives findings the severities that are wished for, and leaves out those of rules that are off. */
export function judge(findings: Finding[], levels: Levels = {}): Finding[] {
  return findings.flatMap(finding => {
    const level = levels[finding.rule] ?? finding.severity
    return level === 'off' ? [] : [{ ...finding, severity: level }]
  })
}
