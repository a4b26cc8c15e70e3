import path from 'node:path'
import type { Command } from 'commander'
import { unknownOf } from '../check/baseline.ts'
import { activeRules, judge, type Policy, type Profile } from '../check/config.ts'
import { findingsOf } from '../check/findings.ts'
import { isCertain } from '../check/fix.ts'
import { type Document, type Page, type Rule, rules, type Severity } from '../check/index.ts'
import { unusedSetting } from '../check/suppression/rules.ts'
import { checkoutOf } from '../dataset/confine.ts'
import { type Baseline, type Looked, loadBaseline, unusedIn } from '../project/baseline.ts'
import { type BoundOptions, type Bounds, boundsOf } from '../project/bounds.ts'
import { checkWithin, pageWithin } from '../project/checking.ts'
import {
  ConfigError,
  type Coverage,
  type IdleSetting,
  idleSettings,
  ignoring,
  loadConfig,
  policyOf,
} from '../project/config.ts'
import { InputError } from '../project/input.ts'
import type { Vocabulary } from '../reconcile/index.ts'
import { nearest } from '../schema/nearest.ts'
import type { Finding } from '../schema/types.ts'
import { sayUnread } from './io.ts'

/** What of a run's options bears on how findings are judged. */
export interface Wishes extends BoundOptions {
  baseline?: string
  writeBaseline?: boolean
  profile?: Profile
}

/** How a run judges what it finds. */
export interface Judging {
  /** The rules that run. */
  rules: Rule[]
  policy: Policy
  failOn: Severity | 'never' | undefined
  baseline: Baseline | null
  bounds: Bounds
  vocabulary: Vocabulary
  /** The words and blocks of the configuration that match nothing. */
  idle(run: Coverage): IdleSetting[]
  /** Whether a path, as it is given, is left out. */
  ignored(file: string): boolean
}

/**
 * Finds out how to judge: by the project's configuration and baseline.
 *
 * @param named the rules that were asked for by name, which goes before the configuration
 * @throws {ConfigError} for files that cannot be used, and a baseline that is to be written nowhere
 */
export function judgingOf(wishes: Wishes, named: Rule[] | null): Judging {
  const { config, baseline, writeBaseline = false, profile } = wishes
  const loaded = loadConfig(config)
  const policy = named ? withoutOff(policyOf(loaded, 'all')) : policyOf(loaded, profile)
  const own = loaded.config.baseline
  const file = baseline ?? (own === undefined ? null : baselineIn(loaded.folder, own))
  if (writeBaseline && file === null)
    throw new ConfigError('--write-baseline: name the file with --baseline, or in the configuration')
  return {
    rules: activeRules(policy, named ?? rules),
    policy,
    failOn: loaded.config.failOn,
    baseline: loadBaseline(file, writeBaseline),
    bounds: boundsOf(wishes, loaded.config.limits, loaded.words),
    idle: run => idleSettings(loaded, run),
    vocabulary: loaded.vocabulary,
    ignored: ignoring(loaded),
  }
}

/** Rules that the command line names run although the configuration disables them. */
function withoutOff({ levels, overrides, ...policy }: Policy): Policy {
  const on = (all: Policy['levels']) =>
    Object.fromEntries(Object.entries(all).filter(([, level]) => level !== 'off'))
  return {
    ...policy,
    levels: on(levels),
    overrides: overrides.map(one => ({ ...one, levels: on(one.levels) })),
  }
}

/** A configuration may come with a pull request: it names no file beyond its checkout, and none of git's. */
function baselineIn(folder: string, name: string): string {
  const file = path.resolve(folder, name)
  const parts = path.relative(checkoutOf(folder), file).split(path.sep)
  if (path.isAbsolute(parts.join(path.sep)) || parts.some(part => /^(?:\.\.|\.git)$/i.test(part)))
    throw new ConfigError(`baseline: ${name} is outside of the checkout; name it with --baseline`)
  return file
}

/** Rules by their ids; an unknown one ends the run. */
export function named(ids: string[], command: Command): Rule[] {
  const known = rules.map(({ id }) => id)
  for (const id of ids.filter(id => !known.includes(id))) {
    const meant = nearest(id, known)
    command.error(
      `error: no rule is called '${id}'\n${meant ? `(Did you mean ${meant}?)` : '(--list-rules lists them)'}`,
    )
  }
  return rules.filter(({ id }) => ids.includes(id))
}

/** The findings of a run, and how many more there are that are not reported. */
export interface Reported {
  findings: Finding[]
  /** How many a comment in a document suppresses. */
  silenced: number
  /** How many the baseline, or an earlier revision, has already. */
  known: number
}

/**
 * Checks pages, applies the severities of the policy, and leaves out known findings.
 *
 * @param names what the command was given
 * @param before findings of an earlier revision, which count as known
 */
export function reported(pages: Page[], judging: Judging, names: string[], before: Finding[] = []): Reported {
  const { rules, policy, baseline, bounds, vocabulary } = judging
  const checked = checkWithin(pages, rules, { bounds, vocabulary }, sayUnread)
  const run = looked(pages, rules)
  const used = new Set(pages.flatMap(page => page.used))
  const idle = idleFindings(judging.idle({ used, documents: run.documents, names }))
  const all = judge([...checked.findings, ...idle], policy)
  const { left } = unknownOf(all, [...(baseline?.entries ?? []), ...before])
  const stale = baseline ? judge(unusedIn(baseline, all, run), policy) : []
  return {
    findings: [...left, ...stale],
    silenced: judge(checked.silenced, policy).length,
    known: all.length - left.length,
  }
}

function idleFindings(idle: IdleSetting[]): Finding[] {
  const reports = idle.map(({ file, line, column, message }) => ({
    rule: unusedSetting,
    problem: { at: { document: file, line, column, endLine: line, endColumn: column }, message },
  }))
  return findingsOf(reports, [...new Set(idle.map(({ file }) => file))], name => name)
}

/** What a run looked at. */
export function looked(pages: Page[], applied: Rule[]): Looked {
  const on = new Set(applied.map(({ id }) => id))
  return {
    documents: pages.flatMap(page => page.parts.map(({ reading }) => reading.file.path)),
    off: rules.map(({ id }) => id).filter(id => !on.has(id)),
  }
}

/**
 * Makes what finds suggestions to apply: those that are certain by themselves, whatever severity is wished
 * for, and that would be reported. Documents that are the same as before are not read anew; what goes beyond
 * a bound suggests nothing, and is told by who reports.
 */
export function finder({
  rules,
  policy,
  baseline,
  bounds,
  vocabulary,
}: Judging): (documents: Document[]) => Promise<Finding[]> {
  const before = new Map<string, Page>()
  const read = async (document: Document): Promise<Page[]> => {
    const known = before.get(document.path)
    const isSame = known?.text === document.text && known.parts.length === 1
    const page = isSame ? known : await pageOrNull(document, bounds)
    if (page) before.set(document.path, page)
    return page ? [page] : []
  }
  return async documents => {
    const pages: Page[] = []
    for (const document of documents) pages.push(...(await read(document)))
    const { findings } = checkWithin(pages, rules, { bounds, vocabulary }, () => {})
    const certain = findings.filter(isCertain)
    return unknownOf(judge(certain, policy), baseline?.entries ?? []).left
  }
}

async function pageOrNull(document: Document, bounds: Bounds): Promise<Page | null> {
  try {
    return await pageWithin(document, bounds)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return null
  }
}
