/**
 * Words as they are compared: lower case, full-width forms made plain, single blanks, none around a slash,
 * `node(s)` as `nodes`, no punctuation at either end.
 */
export function normalize(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[`*]/g, '')
    .replace(/\(s\)/g, 's')
    .replace(/\s+/g, ' ')
    .replace(/ ?\/ ?/g, '/')
    .replace(/^[\s"'“”.,;:]+/, '')
    .replace(/(?<![\s"'“”.,;:。，、；])[\s"'“”.,;:。，、；]+$/, '')
}

/** Normalised words with English plurals taken back, so that "Nodes" and "node" are one. */
export function fold(text: string): string {
  return normalize(text).replace(/[a-z0-9]+/g, singular)
}

/** Need not be right English, only the same for both forms: "k3s" may well become "k3". */
function singular(word: string): string {
  if (/(?:ss|x|ch|sh)es$/.test(word)) return word.slice(0, -2)
  if (/[a-z]ies$/.test(word)) return `${word.slice(0, -3)}y`
  return /..[^s]?s$/.test(word) && !word.endsWith('ss') ? word.slice(0, -1) : word
}

/** An expression that has to meet whole words; scripts that set no blanks have no edges to ask for. */
export function wholeWords(pattern: string, flags = ''): RegExp {
  return new RegExp(`(?<![a-z0-9])(?:${pattern})(?![a-z0-9])`, flags)
}

/** A literal inside an expression. */
export function escapeLiteral(literal: string): string {
  return literal.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}

/**
 * The first words of a text, with an ellipsis when some were left out.
 * A Chinese or Japanese character counts as a word, as nothing parts words there.
 */
export function shorten(text: string, words: number): string {
  const tokens = [...text.trim().matchAll(/[\u3040-\u30ff\u3400-\u9fff]|[^\s\u3040-\u30ff\u3400-\u9fff]+/g)]
  const last = tokens[words - 1]
  return tokens.length > words && last
    ? `${text.trim().slice(0, last.index + last[0].length)} …`
    : text.trim()
}

/** Words in brackets say nothing about what a port is for. */
const brackets = /(?:(?<!\s)\s+)?[(（][^()（）]*[)）]/g

/** Words for a purpose as they are compared: folded, brackets left out. */
export function purposeOf(text: string): string {
  return fold(text.replace(brackets, ' '))
}
