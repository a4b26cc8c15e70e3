import { type Rich, slice } from '../rich.ts'

/** An option of a command with the words that follow it. */
export interface Option {
  /** Without its dashes; lower case but for single letters, which mean two things in two cases. */
  name: string
  values: Rich[]
  /** A `!` stands before it. */
  negated: boolean
  /** The word with the option's dashes. */
  flag: Rich
}

const option = /^[-–—]{1,2}([a-z][\w-]*)(?:[=:](?=\S|$)|$)/i

/**
 * Reads options of every make: `--name=value`, `--name value value`, `-Name:value`. Words before the
 * first option belong to none and are left out.
 */
export function readOptions(words: Rich[]): Option[] {
  const options: Option[] = []
  let negated = false
  for (const word of words) {
    const match = option.exec(word.text)
    const last = options.at(-1)
    if (match) {
      const value = slice(word, match[0].length)
      const values = value.text === '' ? [] : [value]
      options.push({ name: nameOf(match[1]!), values, negated, flag: word })
    } else if (word.text !== '!') last?.values.push(word)
    negated = word.text === '!'
  }
  return options
}

function nameOf(name: string): string {
  return name.length === 1 ? name : name.toLowerCase()
}

/** The values of all options by one of these names. */
export function valuesOf(options: Option[], ...names: string[]): Rich[] {
  return options.filter(({ name }) => names.includes(name)).flatMap(({ values }) => values)
}

/** The first value of the first option by one of these names. */
export function firstOf(options: Option[], ...names: string[]): Rich | null {
  return valuesOf(options, ...names)[0] ?? null
}

/** The text of an option's first value, lower case; empty when it is not given. */
export function wordOf(options: Option[], ...names: string[]): string {
  return firstOf(options, ...names)?.text.toLowerCase() ?? ''
}
