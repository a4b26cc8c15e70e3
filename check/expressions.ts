import type { Problem } from '../schema/problems.ts'

/** Each doubles what there is to try: with ten a word is looked for in a thousand ways at most. */
const mostChoices = 10
const longest = 200
/** What repeats without end, looks around or back: of these a few can keep a run busy for years. */
const endless = /[*+{}\\]|\(\?(?!:)/
/** A mark that means itself, or a kind of character. */
const escaped = /\\[^0-9a-zA-Z]|\\[bdsw]/g
/** Sets of characters hold no choice between ways. One without an end is a fault of syntax. */
const set = /\[(?:[^\]\\]|\\.)*(?:\]|$)/g

/**
 * What is wrong with a regular expression that a configuration holds. Whoever opens a pull request can write one,
 * so it may hold words, sets, groups, `|` and `?`, and nothing by which matching takes long.
 *
 * @param path where it stands
 * @param name as it stands there; one that is not between slashes is no expression
 */
export function faultOf(path: string, name: string): Problem[] {
  const expression = /^\/(.+)\/$/.exec(name)?.[1]
  if (expression === undefined) return []
  const message = tooMuch(expression) ?? syntaxOf(expression)
  return message === null ? [] : [{ path, message }]
}

function tooMuch(expression: string): string | null {
  if (expression.length > longest) return `is longer than ${longest} characters; name the words one by one`
  const plain = expression.replace(set, 'x').replace(escaped, 'x')
  if (endless.test(plain))
    return 'may hold words, sets, (?:groups), | and ? only: anything else can take for ever'
  const choices = plain.replaceAll('(?:', '').match(/[?|]/g)?.length ?? 0
  return choices > mostChoices ? `has more than ${mostChoices} | and ?; name the words one by one` : null
}

function syntaxOf(expression: string): string | null {
  try {
    new RegExp(expression)
    return null
  } catch (error) {
    return (error as Error).message
  }
}
