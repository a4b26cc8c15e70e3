import type { Element, ElementContent } from 'hast'
import type { Outline } from '../hypotheses/outline.ts'
import type { Reading } from '../read/reading.ts'
import type { Draft } from './claim.ts'
import { aroundOf, draftOf } from './commands/around.ts'
import { codeText, plainCode } from './commands/code.ts'
import { bindZones } from './commands/firewalld.ts'
import { callLine, forms, gate, readCalls, type Stated } from './commands/index.ts'
import { noSection } from './commands/script.ts'
import { type Stretch, stretchOf } from './lines.ts'
import { placeOf, type Rich, slice } from './rich.ts'
import type { Block } from './walk.ts'

const code = new Set(['code', 'tt', 'kbd', 'samp', 'pre'])
/** A service that the page defines itself: its ports are in the definition. */
const definition = /(?:\/services\/|--new-service(?:-from-file)?[ =])([\w-]{1,60})/g

/** The names of the firewall services that a page defines itself. */
export function servicesIn(plain: string): ReadonlySet<string> {
  return new Set([...plain.matchAll(definition)].map(match => match[1]!))
}

/**
 * Reads what the commands and definitions of a code block, or in the inline code of a paragraph or heading,
 * let through. Nothing is run.
 *
 * @param defined the services that the page defines itself: to enable one of them says no port
 */
export function readCommands(
  block: Block,
  reading: Reading,
  outline: Outline,
  defined: ReadonlySet<string>,
): Draft[] {
  if (!gate.test(plainCode(block.node))) return []
  const whole = codeText(block.node, reading.plain)
  const pieces = block.kind === 'code' ? [{ code: whole, before: '' }] : inlineCode(block.node, whole)
  return pieces
    .flatMap(({ code, before, node }) => readCode(code, before, node ?? block.node, block, reading, outline))
    .filter(({ ports, portText }) => ports !== null || !defined.has(portText ?? ''))
}

/** Code that may hold commands, and the words before it on its line. */
interface Piece {
  code: Rich
  before: string
  node?: Element
}

/** The elements of inline code in a block; where it begins with a command without any, the block itself. */
function inlineCode(block: Element, whole: Rich): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  visit(block)
  if (pieces.length > 0 || !callLine.test(whole.text)) return pieces
  return [{ code: whole, before: '' }]

  function visit(node: ElementContent): void {
    const start = at
    if (node.type === 'element' && !code.has(node.tagName) && node.tagName !== 'br')
      node.children.forEach(visit)
    else at += plainCode(node).length
    if (node.type !== 'element' || !code.has(node.tagName) || !gate.test(plainCode(node))) return
    const before = whole.text.slice(whole.text.lastIndexOf('\n', start - 1) + 1, start)
    pieces.push({ code: slice(whole, start, at), before, node })
  }
}

function readCode(
  code: Rich,
  before: string,
  node: Element,
  block: Block,
  reading: Reading,
  outline: Outline,
): Draft[] {
  const rests: Stretch | null = stretchOf(node) ?? placeOf(code)
  if (!rests) return []
  const { vocabulary } = reading
  const formal = forms.flatMap(read => read(code, vocabulary))
  const stated: Stated[] = [
    ...bindZones(readCalls(code, vocabulary)),
    ...formal.map(rule => ({ rule, section: noSection, comment: null, place: rule.place })),
  ]
  if (stated.length === 0) return []
  const around = aroundOf(block, rests, before, reading, outline)
  return stated
    .map(one => ({ one, place: one.place ?? rests }))
    .sort((a, b) => a.place.start - b.place.start)
    .map(({ one, place }) => draftOf(one, place, around))
}
