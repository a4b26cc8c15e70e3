import { isCollection, isMap, isNode, isScalar, isSeq, Lexer, LineCounter, Parser, parseDocument } from 'yaml'

/** A text is no YAML, or more than a file that people write can be; the message says why. */
export class YamlError extends Error {
  override name = 'YamlError'
  /** Where, 1-based; null when it is not known. */
  readonly line: number | null

  constructor(reason: string, line: number | null = null) {
    super(reason)
    this.line = line
  }
}

/** Deeper than anything that people write; where the stack ends, the engine itself may break down. */
const deepest = 100

/** Whether collections stand in each other deeper than can be read: the library goes down with them. */
export function isTooDeep(text: string): boolean {
  const parser = new Parser()
  for (const lexeme of new Lexer().lex(text)) {
    for (const _ of parser.next(lexeme));
    if (parser.stack.length > deepest) return true
  }
  return false
}

/**
 * Reads YAML that people write. Aliases that would unfold into more than a hundred times the text are refused.
 *
 * @throws {YamlError}
 */
export function parseYaml(text: string): unknown {
  if (isTooDeep(text)) throw new YamlError('is nested too deeply')
  try {
    const document = parseDocument(text, { lineCounter: new LineCounter() })
    const [error] = document.errors
    if (error) throw new YamlError(error.message.split(/ at line |\n/)[0]!, error.linePos?.[0].line ?? 1)
    return document.toJS({ maxAliasCount: 100 })
  } catch (error) {
    if (error instanceof YamlError) throw error
    throw new YamlError(reasonOf(error as Error))
  }
}

/** The lines, counted from 1, on which the items of a list begin; none for another value. */
export function itemLines(text: string): number[] {
  const lineCounter = new LineCounter()
  const list = parseDocument(text, { lineCounter }).contents
  const items = isSeq(list) ? list.items.filter(isNode) : []
  return items.map(({ range }) => lineCounter.linePos(range![0]).line)
}

/**
 * Finds the line of a value.
 *
 * @param pointer JSON pointer to it; where there is nothing, the nearest value around it counts
 * @returns counted from 1
 */
export function lineAt(text: string, pointer: string): number {
  const lineCounter = new LineCounter()
  let node: unknown = parseDocument(text, { lineCounter }).contents
  let offset = 0
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~')
    const pair = isMap(node)
      ? node.items.find(({ key }) => String(isScalar(key) ? key.value : key) === name)
      : null
    const next = pair ? pair.value : isCollection(node) ? node.get(Number(name), true) : null
    const at = isNode(pair?.key) ? pair.key : isNode(next) ? next : null
    if (!at?.range) break
    offset = at.range[0]
    node = next
  }
  return lineCounter.linePos(offset).line
}

function reasonOf(error: Error): string {
  if (!(error instanceof ReferenceError)) throw error
  if (error.message.startsWith('Excessive alias')) return 'its aliases unfold into too much; write it out'
  return `${error.message}; put a text that begins with * in quotes`
}
