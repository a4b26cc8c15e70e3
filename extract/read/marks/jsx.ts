import type { Vocabulary } from '../../vocabulary/index.ts'
import { formOf, namedLabel, type Tag } from './tag.ts'

/** Components begin with a capital: no HTML element does. All capitals are a placeholder. */
const opening = /<(\/?)([A-Z](?![A-Z0-9_]+[\s/>])[\w.]*)(?=[\s/>])/g
const spacer = /\{\s*(?:' '|" "|` `)\s*\}/g
const esm =
  /^(?:import\s+(?:[\w{*][^\n]*?\sfrom\s+)?['"][^'"\n]+['"];?|export\s+(?:const|let|default|function)\b[^\n]*)[ \t]*$/gm
const imported = /^import\s+(?:\{\s*)?(\w+)[^\n]*?\sfrom\s+['"]([^'"\n]+\.(?:mdx?|html?|adoc))['"]/gm
/** A tag longer than this is no tag. */
const longest = 4000

/** Finds what MDX adds to Markdown: components, comments, imports, exports. Nothing of it is run. */
export function jsxTags(text: string, marks: Vocabulary['marks']): Tag[] {
  const files = new Map([...text.matchAll(imported)].map(m => [m[1]!, m[2]!]))
  const components = [...text.matchAll(opening)].flatMap(m => componentTag(text, m, files, marks))
  const plain = [spacer, esm].flatMap(expression =>
    [...text.matchAll(expression)].map(m => plainTag(m.index, m.index + m[0].length)),
  )
  return [...components, ...plain, ...comments(text)]
}

function componentTag(
  text: string,
  m: RegExpExecArray,
  files: Map<string, string>,
  marks: Vocabulary['marks'],
): Tag[] {
  const end = endOfTag(text, m.index + m[0].length)
  if (end < 0) return []
  const name = m[2]!
  const args = text.slice(m.index + m[0].length, end - 1)
  const isTab = marks.tabs.has(name)
  const target = files.get(name)
  return [
    {
      name,
      kind: isTab ? 'tab' : target ? 'include' : 'shortcode',
      form: formOf(name, m[1] !== '', args, marks),
      label: isTab ? namedLabel(args) : (target ?? name),
      start: m.index,
      end,
    },
  ]
}

/** Where a tag ends: past quoted attributes and braces, which may hold `>`. */
function endOfTag(text: string, from: number): number {
  let braces = 0
  for (let at = from; at < Math.min(text.length, from + longest); at++) {
    const char = text[at]!
    if (char === '{') braces++
    else if (char === '}') braces--
    else if (char === '>' && braces <= 0) return at + 1
    else if (braces <= 0 && (char === '"' || char === "'")) {
      const close = text.indexOf(char, at + 1)
      if (close < 0) return -1
      at = close
    } else if (char === '<' && braces <= 0) return -1
  }
  return -1
}

/** `{/*` up to its end; without one it is no comment, nor is any behind it. */
function comments(text: string): Tag[] {
  const found: Tag[] = []
  for (let start = text.indexOf('{/*'); start >= 0; ) {
    const close = text.indexOf('*/}', start + 3)
    if (close < 0) break
    found.push(plainTag(start, close + 3))
    start = text.indexOf('{/*', close + 3)
  }
  return found
}

function plainTag(start: number, end: number): Tag {
  return { name: '', kind: 'shortcode', form: 'empty', label: '', start, end }
}
