/** Attributes that stand for characters which AsciiDoc would take for markup, or for nothing. */
const characters: Record<string, string> = {
  amp: '&amp;',
  apos: "'",
  asterisk: '*',
  backslash: '\\',
  backtick: '`',
  blank: '',
  brvbar: '¦',
  caret: '^',
  cpp: 'C++',
  cxx: 'C++',
  deg: '°',
  empty: '',
  endsb: ']',
  gt: '&gt;',
  ldquo: '“',
  lsquo: '‘',
  lt: '&lt;',
  nbsp: '\u00a0',
  plus: '&#43;',
  pp: '&#43;&#43;',
  quot: '"',
  rdquo: '”',
  rsquo: '’',
  sp: ' ',
  startsb: '[',
  tilde: '~',
  'two-colons': '::',
  'two-semicolons': ';;',
  vbar: '|',
  wj: '\u2060',
  zwsp: '\u200b',
}

/** `{name}`, perhaps escaped; with `#part[` and the like behind it, the target of a link. */
const reference = /(\\)?\{(\w[\w-]*)\}([^\s[\]{}<>]*\[)?/g

/**
 * Stands in for the substitution of attributes: they stay as written, whether or not the document sets
 * them, for what a page says must be found in its text. Only those that stand for a character become it.
 *
 * `{somewhere}[words]` can be nothing but a link, so it is made one.
 */
export function keepReferences(text: string): string {
  return text.replace(reference, (all, escaped, name: string, target: string | undefined, at: number) => {
    if (escaped) return all.slice(1)
    const known = characters[name.toLowerCase()]
    if (known !== undefined) return known + (target ?? '')
    return target !== undefined && /^$|[\s(]/.test(text.charAt(at - 1)) ? `link:${name}${target}` : all
  })
}

const inert = /(<code\b[^>]*>[\s\S]*?<\/code>)/
const tag =
  /&lt;(\/?(?:a|abbr|b|big|br|center|code|del|div|em|font|i|ins|kbd|li|mark|nobr|ol|p|s|samp|small|span|strike|strong|sub|sup|tt|u|ul|var|wbr)\b(?:\s+[a-z-]+(?:=(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>]+))?)*\s*\/?)&gt;/gi
const entity = /&amp;(#\d{2,6};|#x[\da-f]{2,5};|[a-z][a-z\d]{1,30};)/gi

/**
 * Stands in for the typographic replacements (`--`, `...`, `'`), which would change words.
 *
 * Entities are understood, as they always are; and so are tags of HTML, which AsciiDoc shows as text but
 * writers who come from Markdown use, for example `<ul><li>` in cells.
 */
export function keepWords(text: string): string {
  if (!text.includes('&')) return text
  return text
    .split(inert)
    .map((part, i) => (i % 2 ? part : part.replace(entity, '&$1').replace(tag, '<$1>')))
    .join('')
}
