import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import url from 'node:url'
import vm from 'node:vm'
import type { Block, DocumentNode, Logged } from './model.ts'
import { keepReferences, keepWords } from './words.ts'

/** Asciidoctor, loaded once, as far as it is used here. */
interface Core {
  load(text: string, options: object): Promise<DocumentNode>
  LoggerManager: { setLogger(logger: Logger): void }
  MemoryLogger: new () => Logger
  AbstractNode: { prototype: Substitutors & Attributes }
  Document: { prototype: Substitutors }
}

interface Logger {
  messages: Logged[]
}

interface Attributes {
  context: string
  updateAttributes(attributes: object): object
}

interface Substitutors {
  applySubs(text: string, subs: string[]): unknown
  subAttributes(text: string): string
  subReplacements(text: string): string
}

interface Engine {
  core: Core
  /** Asciidoctor's own substitution of inline markup, which parsing does without. */
  substitute(this: Block, text: string, subs: string[]): Promise<string>
  /** Runs what waits in the engine's queue and tells how a promise ended. */
  settle<T>(promise: Promise<T>): T
}

/** All of AsciiDoc's inline markup but the typographic replacements: words stay as they are written. */
const substitutions = [
  'specialcharacters',
  'quotes',
  'attributes',
  'replacements',
  'macros',
  'post_replacements',
]

let engine: Engine | undefined
/** Whether a text is being parsed; stays true when that was ended from outside, which leaves a queue behind. */
let isParsing = false
/** Told of each column and cell that is made; what it throws comes out in Asciidoctor's words. */
let onCell: () => void = () => {}

/**
 * Parses a text to Asciidoctor's document model; titles and texts in it stay as written.
 *
 * @param count told of each column and cell of a table, copies too; may throw
 * @throws what Asciidoctor or `count` throws
 */
export function parse(text: string, count: () => void): { document: DocumentNode; log: Logged[] } {
  if (isParsing) engine = undefined
  engine ??= start()
  isParsing = true
  let refusal: unknown
  onCell = () => {
    try {
      count()
    } catch (error) {
      refusal = error
      throw error
    }
  }
  try {
    return parseWith(engine, text)
  } catch (error) {
    throw refusal ?? error
  } finally {
    isParsing = false
  }
}

function parseWith(engine: Engine, text: string): { document: DocumentNode; log: Logged[] } {
  const logger = new engine.core.MemoryLogger()
  engine.core.LoggerManager.setLogger(logger)
  const options = { safe: 'secure', sourcemap: true, attributes: { backend: 'html5', 'sectids!': '' } }
  return { document: engine.settle(engine.core.load(text, options)), log: logger.messages }
}

/** Makes HTML of the inline markup in a text that belongs to a node of a parsed document. */
export function inlineHtml(node: Block, text: string): string {
  return engine!.settle(engine!.substitute.call(node, text, substitutions))
}

/**
 * Starts Asciidoctor in a context with a queue of its own.
 *
 * Asciidoctor is asynchronous throughout, though it waits for nothing but itself once files are out of
 * the question. `afterEvaluate` makes Node run a context's promises to their end before a script of that
 * context returns, so that reading can stay a plain function. In its context the library cannot come by
 * files, the network or the terminal, and what is changed in it is changed for this copy only.
 */
function start(): Engine {
  const context = vm.createContext({ URL, TextDecoder, TextEncoder }, { microtaskMode: 'afterEvaluate' })
  const core = loadInto(context)
  const nodes = core.AbstractNode.prototype
  const substitute = nodes.applySubs as Engine['substitute']
  // Parsing would make HTML of every title, item and cell; each is wanted as written first.
  nodes.applySubs = text => text
  // Block attributes, such as the columns of a table, are asked of the document and do take its values.
  core.Document.prototype.subAttributes = nodes.subAttributes
  nodes.subAttributes = keepReferences
  nodes.subReplacements = keepWords
  countCells(nodes)
  const watch: (promise: unknown) => { value?: unknown; error?: unknown } = vm.runInContext(watcher, context)
  const drain = new vm.Script('0')
  return {
    core,
    substitute,
    settle<T>(promise: Promise<T>): T {
      const end = watch(promise)
      drain.runInContext(context)
      if ('value' in end) return end.value as T
      throw end.error ?? new Error('Asciidoctor waits for something outside the document')
    },
  }
}

/** Columns and cells take their attributes as they are made, cells twice in a row. */
function countCells(nodes: Attributes): void {
  const update = nodes.updateAttributes
  let last: unknown
  nodes.updateAttributes = function (attributes) {
    if (this !== last && /^table_c/.test(this.context)) onCell()
    last = this
    return update.call(this, attributes)
  }
}

/** Must be of the context itself, for a function waits in the queue of where it was made. */
const watcher = `promise => {
  const end = {}
  promise.then(value => { end.value = value }, error => { end.error = error })
  return end
}`

/** Runs the CommonJS build of the library, for the context has no modules of its own. */
function loadInto(context: vm.Context): Core {
  const file = createRequire(import.meta.url).resolve('@asciidoctor/core')
  const code = `(function (exports, require, module, __filename) {${readFileSync(file, 'utf8')}\n})`
  const module = { exports: {} }
  vm.runInContext(code, context, { filename: file })(module.exports, harmless, module, file)
  return module.exports as Core
}

/** What the library asks for as it is loaded; for the rest, such as templates, it would need files. */
function harmless(name: string): unknown {
  const known: Record<string, unknown> = {
    'node:path': path,
    url,
    'node:url': url,
    'node:fs': {},
    'node:module': { createRequire: () => harmless },
  }
  if (name in known) return known[name]
  throw new Error(`${name} is out of reach`)
}
