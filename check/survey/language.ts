import { vocabulary } from '../load.ts'

/** How many characters tell a language: a name or two in another script tell nothing. */
const telling = 30

const scripts = vocabulary('languages', (file: { scripts: Record<string, string[]> }) =>
  Object.entries(file.scripts).map(([language, names]): [string, RegExp] => [
    language,
    new RegExp(`[${names.map(name => `\\p{Script=${name}}`).join('')}]`, 'gu'),
  ]),
)

/**
 * Guesses the language of a text by its script.
 *
 * @returns the code of a language whose script stands in the text, else `en` for all in Latin letters
 */
export function languageOf(text: string): string {
  return scripts().find(([, script]) => (text.match(script)?.length ?? 0) >= telling)?.[0] ?? 'en'
}
