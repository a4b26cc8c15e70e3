const characters = [...'a1 \t\n.,;:-_/|*`[](){}<>#"\'=+&!?~^$%\\@A端（–。\u00a0']
const words = [
  ...[
    'to',
    'tcp',
    'port ',
    '80',
    '<a ',
    '</',
    '--',
    '{{',
    '<!--',
    '. ',
    ', ',
    ' - ',
    '| ',
    '\n\n',
    '\n-',
    '\n ',
  ],
  ...['80-', '80,', 'and ', 'from ', 'a:', '::', '[a]', '(a', '"a" ', "a='"],
]
const pairs = characters.flatMap(one => characters.filter(other => other !== one).map(other => one + other))

/** What an expression is tried on: pieces that are repeated, and what may stand before them. */
export function pumpsFor(source) {
  const literals = source.replace(/\\[a-zA-Z]|[\\^$.*+?()[\]{}|]/g, ' ').split(/\s+/)
  const own = [...new Set(literals.filter(({ length }) => length > 1 && length < 12))].slice(0, 6)
  return {
    pumps: new Set([...characters, ...words, ...own, ...pairs]),
    before: new Set(['', 'x', own[0] ?? ' ']),
  }
}
