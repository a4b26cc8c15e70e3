import type { Words } from './index.ts'

/** A term as it is compared: lower case, single blanks, no marks or punctuation around it. */
export function normalizeTerm(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[`*_†‡]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/^[\s:.,;#]+/, '')
    .replace(/(?<![\s:.,;?])[\s:.,;?]+$/, '')
}

/** Escapes a literal for use in a regular expression. */
export function escapeTerm(term: string): string {
  return term.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}

/**
 * A literal as an expression (flag `u`) that finds it as whole words. Scripts without blanks between
 * words (Chinese, Japanese) have no word edges to ask for.
 */
export function wholeWord(term: string): string {
  const left = /^[\p{Script=Latin}\d]/u.test(term) ? '(?<![\\p{Script=Latin}\\d])' : ''
  const right = /[\p{Script=Latin}\d]$/u.test(term) ? '(?![\\p{Script=Latin}\\d])' : ''
  return left + escapeTerm(term) + right
}

/**
 * Several literals as one expression (flag `u`), the longest first. They share their word edges: asking
 * for each anew would make an expression that takes long to compile.
 */
export function anyWord(terms: string[]): string {
  const sorted = [...new Set(terms)].sort((a, b) => b.length - a.length)
  const latin = sorted.filter(term => /^[\p{Script=Latin}\d](?:.*[\p{Script=Latin}\d])?$/u.test(term))
  const others = sorted.filter(term => !latin.includes(term)).map(wholeWord)
  const shared = `(?<![\\p{Script=Latin}\\d])(?:${latin.map(escapeTerm).join('|')})(?![\\p{Script=Latin}\\d])`
  return `(?:${[...(latin.length > 0 ? [shared] : []), ...others].join('|')})`
}

/** The expression that an entry of the vocabulary stands for: between slashes its own, else the words. */
export function expressionOf(entry: string): string {
  return isExpression(entry) ? entry.slice(1, -1) : wholeWord(entry)
}

function isExpression(entry: string): boolean {
  return /^\/.+\/$/.test(entry)
}

/** Compiles entries, `/…/` being regular expressions, into one test without regard to case. */
export function compileWords(entries: string[]): Words {
  if (entries.length === 0) return { test: () => false, exec: () => null }
  const plain = entries.filter(entry => !isExpression(entry))
  const expressions = entries.filter(isExpression).map(expressionOf)
  const sources = [...(plain.length > 0 ? [anyWord(plain)] : []), ...expressions]
  const names = new Map<string, number>()
  // Alternatives may use the same group name; JavaScript of this age wants them apart.
  const all = sources.map(source =>
    source.replace(/\(\?<([a-z]+)>/g, (_, name: string) => `(?<${name}${count(name)}>`),
  )
  const expression = new RegExp(all.map(source => `(?:${source})`).join('|'), 'iu')
  return { test: text => expression.test(text), exec: text => expression.exec(text) }

  function count(name: string): string {
    const n = names.get(name) ?? 0
    names.set(name, n + 1)
    return n === 0 ? '' : String(n)
  }
}

/** The value of a named group, whichever of its alternatives matched. */
export function group(match: RegExpExecArray | null, name: string): string | undefined {
  const found = Object.entries(match?.groups ?? {}).find(
    ([key, value]) => key.replace(/(?<!\d)\d+$/, '') === name && value !== undefined,
  )
  return found?.[1]
}
