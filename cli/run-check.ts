import type { Command } from 'commander'
import {
  type Document,
  type Page,
  type Rule,
  rules,
  type Severity,
  suppressionRules,
} from '../check/index.ts'
import { type FormatName, formats, isAtLeast } from '../check/report/index.ts'
import { WriteError } from '../dataset/write.ts'
import type { Finding } from '../schema/types.ts'
import { writeBaseline } from './baseline.ts'
import type { Bounds } from './bounds.ts'
import { type Asked, documentsOf } from './check-documents.ts'
import { pageWithin } from './checking.ts'
import { exit } from './exit.ts'
import { listRules } from './format/rules.ts'
import { InputError } from './input.ts'
import { exitWith, hasColour, say, sayUnread, show, terminalWidth } from './io.ts'
import { type Judging, judgingOr, looked, named, reported, type Wishes } from './judging.ts'
import { Progress } from './progress.ts'
import { version } from './version.ts'

/** What `portolan check` is asked to do. */
export interface Options extends Wishes, Asked {
  format: FormatName
  failOn: Severity | 'never'
  severity: Severity
  rule?: string[]
  listRules?: boolean
}

/** Checks documents and reports. */
export async function runCheck(paths: string[], options: Options, command: Command): Promise<void> {
  const wanted = options.rule ? named(options.rule, command) : null
  if (options.listRules)
    return void show(listRules(wanted ?? rules, options.format, terminalWidth()), options.format)
  const judging = judgingOr(options, wanted, command)
  const documents = await documentsOf(paths, options, judging, command)
  const pages = readAll(documents, judging.bounds, options.quiet === true)
  if (options.writeBaseline) return write(pages, judging)
  const findings = reported(pages, judging)
  const shown = findings.filter(({ severity }) => isAtLeast(severity, options.severity))
  if (!options.fixDryRun) show(written(shown, pages, judging.rules, options), options.format)
  const isDefault = command.getOptionValueSource('failOn') === 'default'
  const failOn = (isDefault ? judging.failOn : undefined) ?? options.failOn
  if (shown.some(finding => fails(finding, failOn))) exitWith(exit.holds)
}

function write(pages: Page[], judging: Judging): void {
  const baseline = judging.baseline!
  const findings = reported(pages, { ...judging, baseline: null })
  try {
    writeBaseline(baseline, findings, looked(pages, judging.rules))
    say(`${baseline.name}: ${findings.length} ${findings.length === 1 ? 'finding' : 'findings'} written`)
  } catch (error) {
    if (!(error instanceof WriteError)) throw error
    sayUnread(error.message)
  }
}

/** Reads documents, which is most of the work, and tells of those that go beyond a bound. */
function readAll(documents: Document[], bounds: Bounds, quiet: boolean): Page[] {
  const progress = new Progress(quiet ? 0 : documents.length)
  const pages: Page[] = []
  const errors: string[] = []
  for (const document of documents) {
    try {
      pages.push(pageWithin(document, bounds))
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      errors.push(error.message)
    }
    progress.step(pages.at(-1)?.claims.length ?? 0)
  }
  progress.end()
  for (const error of errors) sayUnread(error)
  return pages
}

function written(findings: Finding[], pages: Page[], applied: Rule[], options: Options): string {
  const of = new Map(pages.flatMap(page => page.parts.map(part => [part.reading.file.path, page] as const)))
  return formats[options.format]({
    findings,
    rules: [...applied, ...suppressionRules],
    documents: pages.length,
    lineAt: place => of.get(place.document)?.lineAt(place) ?? null,
    version,
    style: { width: terminalWidth(), colour: hasColour(), quiet: options.quiet === true },
  })
}

function fails({ severity, corrected }: Finding, failOn: Options['failOn']): boolean {
  return failOn !== 'never' && !corrected && isAtLeast(severity, failOn)
}
