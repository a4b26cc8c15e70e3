/** Attributes that stand for characters which AsciiDoc would take for markup, or for nothing. */
const characters = new Set(
  'amp apos asterisk backslash backtick blank brvbar caret cpp cxx deg empty endsb gt ldquo lsquo lt nbsp plus pp quot rdquo rsquo sp startsb tilde two-colons two-semicolons vbar wj zwsp'.split(
    ' ',
  ),
)

/**
 * Tests whether an attribute of a document is used as its text is converted. References to all others stay as
 * written, whether or not the document sets them, for what a page says must be found in its text.
 */
export function isUsedAttribute(name: string): boolean {
  return characters.has(name) || name === 'experimental'
}

/** `{somewhere}[words]` and `{somewhere}#part[words]` can be nothing but links. */
const target = /(?<![^\s(])\{(\w[\w-]*)\}([^\s[\]{}<>]*\[)/g
/** References that would count, or set attributes. */
const directive = /(?<!\\)\{(?=(?:set|counter2?):)/g

/** Makes links of references that are the targets of links. */
export function keepReferences(text: string): string {
  return text
    .replace(directive, '\\{')
    .replace(target, (all, name: string, rest: string) =>
      characters.has(name.toLowerCase()) ? all : `link:${name}${rest}`,
    )
}

const inert = /(<code\b[^>]*>[\s\S]*?<\/code>)/
const tag =
  /&lt;(\/?(?:a|abbr|b|big|br|center|code|del|div|em|font|i|ins|kbd|li|mark|nobr|ol|p|s|samp|small|span|strike|strong|sub|sup|tt|u|ul|var|wbr)\b(?:\s+[a-z-]+(?:=(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>]+))?)*\s*\/?)&gt;/gi
const entity = /&amp;(#\d{2,6};|#x[\da-f]{2,5};|[a-z][a-z\d]{1,30};)/gi

/**
 * Reads the entities and tags in converted text.
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
