import type { Element, ElementContent } from 'hast'
import { visit } from 'unist-util-visit'
import { isBlank, type Line } from './lines.ts'

/** `.. [1] Only …`, `.. [#] …`, `.. [#name] …`, `.. [*] …` */
const definition = /^\.\.[ \t]+\[(\d+|#[\p{L}\p{N}_.:+-]*|\*)\](?:[ \t]+|$)/u
const inlineMarks = /``|\*\*|:[\w.:+-]{1,80}:(?=`)|`_{0,2}/g
const symbols = ['*', '†', '‡', '§']

/** The numbers and symbols of a document's footnotes, which writers may leave to be counted. */
export class Footnotes {
  /** What the references of each kind without a name are called, in order. */
  #waiting = new Map<string, string[]>()
  #named = new Map<string, string>()
  /** What each footnote says. */
  #words = new Map<string, string>()
  #labels = new Map<number, string>()

  constructor(lines: Line[]) {
    const found = lines.flatMap((line, index) => {
      const label = definition.exec(line.text)?.[1]
      return label ? [{ label, line, index }] : []
    })
    const taken = new Set(found.map(({ label }) => label))
    let number = 0
    let symbol = 0
    for (const { label, line, index } of found) {
      if (label.startsWith('#'))
        do number++
        while (taken.has(String(number)))
      const shown = label === '*' ? symbolFor(symbol++) : label.startsWith('#') ? String(number) : label
      if (label === '*' || label === '#')
        this.#waiting.set(label, [...(this.#waiting.get(label) ?? []), shown])
      this.#named.set(label, shown)
      this.#labels.set(line.at, shown)
      this.#words.set(shown, wordsOf(lines, index))
    }
  }

  /** A mark that refers to a footnote: `[1]_`, `[#]_`. */
  reference(label: string): Element {
    const shown = this.#waiting.get(label)?.shift() ?? this.#named.get(label) ?? label
    return {
      type: 'element',
      tagName: 'sup',
      properties: {},
      children: [{ type: 'text', value: `[${shown}]` }],
    }
  }

  /** What a line begins when it defines a footnote: the footnote's mark as shown, and the length of its own. */
  at(line: Line): { shown: string; length: number } | null {
    const found = definition.exec(line.text)
    const shown = this.#labels.get(line.at)
    return found && shown ? { shown, length: found[0].length } : null
  }

  /**
   * The footnotes that a table refers to, as paragraphs to stand below it.
   *
   * They may be written at the end of the page, too far away to be taken for the table's. These copies have
   * no place, so nothing but notes is read from them.
   */
  below(table: ElementContent[]): Element[] {
    const shown = new Set<string>()
    visit({ type: 'root', children: table }, 'element', node => {
      const child = node.tagName === 'sup' && node.children[0]
      if (child && child.type === 'text') shown.add(child.value.slice(1, -1))
    })
    return [...shown].flatMap(mark => {
      const words = this.#words.get(mark)
      if (words === undefined) return []
      const value = `[${mark}] ${words}`
      return [{ type: 'element', tagName: 'p', properties: {}, children: [{ type: 'text', value }] }]
    })
  }
}

function symbolFor(n: number): string {
  return symbols[n % symbols.length]!.repeat(Math.floor(n / symbols.length) + 1)
}

/** The first paragraph of a footnote. */
function wordsOf(lines: Line[], index: number): string {
  const first = lines[index]!
  const words = [first.text.replace(definition, '')]
  for (let next = index + 1; !isBlank(lines[next]) && lines[next]!.indent > first.indent; next++)
    words.push(lines[next]!.text)
  return words.join(' ').replace(inlineMarks, '').trim()
}
