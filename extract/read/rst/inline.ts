import type { Element, ElementContent } from 'hast'
import { element } from '../element.ts'
import { join, type Line, placeOf, textBetween } from './lines.ts'
import type { Page } from './page.ts'

/** Roles whose words are shown as code. */
const codeRoles =
  /^(?:(?:py|c|cpp|js|std):.*|code|command|envvar|file|kbd|literal|makevar|option|program|samp)$/
const start = String.raw`(?<![\p{L}\p{N}\\])`
const name = String.raw`[\p{L}\p{N}]+(?:[-_.:+][\p{L}\p{N}]+)*`
const role = String.raw`[A-Za-z][\w.+-]{0,40}(?::[\w.+-]{1,40})?`
const marks = new RegExp(
  [
    String.raw`(?<escape>\\)`,
    String.raw`(?<url>https?://[^\s<>\x60]+)`,
    String.raw`${start}(?<literal>\x60\x60)(?=\S)`,
    String.raw`${start}(?::(?<role>${role}):)?(?<text>\x60)(?=[^\s\x60])`,
    String.raw`${start}(?<target>_\x60)(?=\S)`,
    String.raw`${start}(?<strong>\*\*)(?=[^\s*])`,
    String.raw`${start}(?<em>\*)(?=[^\s*])`,
    String.raw`\[(?<note>\d+|#(?:${name})?|\*)\]_(?![\p{L}\p{N}])`,
    String.raw`\[(?<citation>${name})\]_(?![\p{L}\p{N}])`,
    String.raw`(?<![\p{L}\p{N}\\_.:+-])(?<word>${name})__?(?![\p{L}\p{N}_])`,
  ].join('|'),
  'gu',
)
const closers: Record<string, { mark: string; tail: RegExp }> = {
  literal: { mark: '``', tail: /^(?![\p{L}\p{N}])/u },
  text: { mark: '`', tail: /^(?![\p{L}\p{N}`])/u },
  target: { mark: '`', tail: /^(?![\p{L}\p{N}`])/u },
  strong: { mark: '**', tail: /^(?![\p{L}\p{N}*])/u },
  em: { mark: '*', tail: /^(?![\p{L}\p{N}*])/u },
}
const tags: Record<string, string> = { literal: 'code', strong: 'strong', em: 'em', target: 'span' }

/** Reads inline markup. Words keep their places line by line; substitutions stay as written. */
export function inline(lines: Line[], page: Page): ElementContent[] {
  const joined = join(lines)
  const out: ElementContent[] = []
  /** Kinds of markup that no mark closes any more. */
  const unclosed = new Set<string>()
  let at = 0
  for (marks.lastIndex = 0; ; ) {
    const found = marks.exec(joined.text)
    if (!found) break
    const here = marks.lastIndex
    const read = readMark(found)
    if (read) {
      out.push(...textBetween(joined, at, found.index, page.places), ...read.nodes)
      at = read.end
    }
    marks.lastIndex = read ? read.end : here
  }
  return [...out, ...textBetween(joined, at, joined.text.length, page.places)]

  function readMark(m: RegExpExecArray): { nodes: ElementContent[]; end: number } | null {
    const end = m.index + m[0].length
    const { escape: escaped, url, note, citation, word, role } = m.groups!
    // An escaped blank is nothing; what else is escaped is no markup.
    if (escaped) return readEscape(end)
    if (url) return null
    if (note) return { nodes: [page.notes.reference(note)], end }
    if (citation) return { nodes: [wrap('a', m.index + 1, m.index + 1 + citation.length)], end }
    if (word) return { nodes: [wrap('a', m.index, m.index + word.length)], end }
    const kind = Object.keys(closers).find(name => m.groups![name])!
    const close = closeOf(kind, end)
    if (close < 0) return null
    if (kind === 'text') return interpreted(role, end, close)
    return {
      nodes: [wrap(tags[kind]!, end, close, kind !== 'literal')],
      end: close + closers[kind]!.mark.length,
    }
  }

  function readEscape(at: number): { nodes: ElementContent[]; end: number } {
    const next = joined.text[at]
    if (next === undefined || /\s/.test(next)) return { nodes: [], end: Math.min(at + 1, joined.text.length) }
    return { nodes: textBetween(joined, at, at + 1, page.places), end: at + 1 }
  }

  /** A role's words, or a link's: `` `words <target>`_ ``. */
  function interpreted(role: string | undefined, from: number, close: number) {
    const behind = /^(?:__?(?![\p{L}\p{N}])|:([A-Za-z][\w.+-]{0,40}(?::[\w.+-]{1,40})?):)?/u.exec(
      joined.text.slice(close + 1, close + 60),
    )!
    const target = /(?<!\s)\s*<[^<>]*>$/.exec(joined.text.slice(from, close))
    const linked = behind[0].startsWith('_')
    const words = target && target.index > 0 && (linked || role) ? from + target.index : close
    const named = role ?? behind[1]
    const tag = linked ? 'a' : named === 'sup' ? 'sup' : named && codeRoles.test(named) ? 'code' : 'span'
    return { nodes: [wrap(tag, from, words)], end: close + 1 + behind[0].length }
  }

  /** Where a mark closes that was opened before an index. */
  function closeOf(kind: string, opened: number): number {
    if (unclosed.has(kind)) return -1
    const { mark, tail } = closers[kind]!
    for (
      let end = joined.text.indexOf(mark, opened + 1);
      end >= 0;
      end = joined.text.indexOf(mark, end + 1)
    ) {
      const before = joined.text[end - 1]!
      const escaped = before === '\\' && kind !== 'literal'
      if (
        !/\s/.test(before) &&
        !escaped &&
        tail.test(joined.text.slice(end + mark.length, end + mark.length + 2))
      )
        return end
    }
    unclosed.add(kind)
    return -1
  }

  function wrap(tag: string, from: number, to: number, escapes = true): Element {
    const stretch = { start: placeOf(joined, from), end: placeOf(joined, to - 1) + 1 }
    return element(tag, textBetween(joined, from, to, page.places, escapes), stretch, page.places)
  }
}
