/** Portolan's findings as messages of remark, for editors and for `remark --frail`. */
import path from 'node:path'
import type { VFile } from 'vfile'
import { unknownOf } from './check/baseline.ts'
import { activeRules, configOf, judge, type Levels } from './check/config.ts'
import { checkPages, type Document, type Page } from './check/index.ts'
import { surveyPages } from './check/survey/index.ts'
import { loadBaseline } from './project/baseline.ts'
import { type Bounds, boundsOf } from './project/bounds.ts'
import { pageWithin } from './project/checking.ts'
import { ignoring, loadConfig, policyOf } from './project/config.ts'
import { gather } from './project/gather.ts'
import { InputError } from './project/input.ts'
import type { Finding, Span } from './schema/types.ts'

/** What the plug-in is told. */
export interface Options {
  /** How much the findings of rules matter; goes before what the configuration says. */
  rules?: Levels
  /** Documents and folders that the file is held against, from the working folder (default: none). */
  context?: string[]
  /** The configuration's file; `false` for none (default: searched from the working folder upwards). */
  config?: string | false
}

/**
 * Reports what is wrong or doubtful in a Markdown file: errors are fatal as in remark-lint, and a suggestion
 * is what the message expects in its place.
 *
 * What only other documents can show needs them as `context`; comments that silence such findings would
 * seem unused without, so those are reported only on request.
 *
 * @throws {SchemaError} for rules that there are not, when the plug-in is attached
 * @throws {ConfigError} for a configuration that cannot be used, when a file is run
 */
export default function remarkLintPortolan(options: Options = {}) {
  configOf({ rules: options.rules ?? {} }, 'portolan/remark-lint')
  return async (_tree: unknown, file: VFile): Promise<void> => {
    if (!options.context) return report(file, options, [])
    const bounds = boundsOf({}, loadConfig(options.config, file.cwd).config.limits)
    const names = options.context.map(name => path.resolve(file.cwd, name))
    const sources = path.join(file.cwd, 'sources')
    const { documents, errors } = await gather(names, { sources, bounds })
    for (const { message } of errors) file.message(message, { ruleId: 'context', source: 'portolan' })
    await report(file, options, documents)
  }
}

async function report(file: VFile, options: Options, context: Document[]): Promise<void> {
  const at = path.resolve(file.cwd, file.path ?? 'document.md')
  const loaded = loadConfig(options.config, file.cwd)
  if (ignoring(loaded)(at)) return
  const name = path.relative(file.cwd, at).split(path.sep).join('/')
  const document = { path: name, text: String(file), format: 'markdown' as const }
  const others = context.filter(other => path.resolve(other.path) !== at)
  const { rules, baseline } = loaded.config
  const own = policyOf(loaded)
  const levels = { 'unused-suppression': 'off' as const, ...rules, ...options.rules }
  const policy = { ...own, levels }
  const bounds = boundsOf({}, loaded.config.limits)
  const pages: Page[] = []
  for (const one of [document, ...others]) pages.push(...(await pageOrTell(one, bounds, file)))
  const { findings } = checkPages(pages, activeRules(policy), all => surveyPages(all, loaded.vocabulary))
  const known = loadBaseline(baseline ? path.resolve(loaded.folder, baseline) : null, true)
  const { left } = unknownOf(judge(findings, policy), known?.entries ?? [])
  for (const finding of left) if (finding.location.document === name) tell(finding, file)
}

/** A document beyond a bound is told, and no finding comes of it. */
async function pageOrTell(document: Document, bounds: Bounds, file: VFile): Promise<Page[]> {
  try {
    return [await pageWithin(document, bounds)]
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    file.message(error.message, { ruleId: 'limit', source: 'portolan' }).fatal = true
    return []
  }
}

/** An editor puts what is expected in the message's place, so that has to be the suggestion's. */
function tell(
  { rule, severity, message: reason, location, suggestion, evidence }: Finding,
  file: VFile,
): void {
  const edit = suggestion?.span && suggestion.replacement !== null ? suggestion : null
  const place = points(edit?.span ?? location)
  const message = file.message(reason, { place, ruleId: rule, source: 'portolan' })
  message.fatal = severity === 'error' ? true : severity === 'warning' ? false : undefined
  if (edit?.replacement != null) message.expected = [edit.replacement]
  const seen = evidence.map(({ document, line, column, note }) => `${document}:${line}:${column}: ${note}`)
  const notes = [...(suggestion ? [`${suggestion.text}.`] : []), ...seen]
  if (notes.length > 0) message.note = notes.join('\n')
}

function points({ line, column, endLine, endColumn }: Span) {
  return { start: { line, column }, end: { line: endLine, column: endColumn } }
}
