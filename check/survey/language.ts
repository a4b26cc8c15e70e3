/** Scripts that tell a language, and how many characters do: a name or two in another script tell nothing. */
const scripts: [string, RegExp][] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['zh', /\p{Script=Han}/gu],
]
const telling = 30

/**
 * Guesses the language of a text by its script.
 *
 * @returns `ja`, `ko`, `zh`, else `en`, which stands for all that are written in Latin letters
 */
export function languageOf(text: string): string {
  return scripts.find(([, script]) => (text.match(script)?.length ?? 0) >= telling)?.[0] ?? 'en'
}
