import type { Survey, Text } from '../../survey/index.ts'
import { type Lone, loneBrackets } from './brackets.ts'

/** Where a text that is the same elsewhere has the bracket that is missing here. */
export interface Twin {
  text: Text
  /** The word at which the bracket is missing: indices into the text that lacks it. */
  start: number
  end: number
  /** That word with the bracket. */
  mended: string
}

const known = new WeakMap<Survey, Map<string, Text[]>>()

/** Finds a text that differs from another one by a bracket only, which it lacks. */
export function twinOf(text: Text, lone: Lone, survey: Survey): Twin | null {
  const twins = textsByWords(survey).get(wordsOnly(text.rich.text)) ?? []
  for (const twin of twins) {
    if (loneBrackets(twin.rich).length > 0) continue
    const at = missingAt(text.rich.text, twin.rich.text, lone.kind)
    if (at === null) continue
    const words = text.rich.text
    if (lone.kind === 'closing') {
      const end = at + (/^\S*/.exec(words.slice(at))![0].length || 1)
      return { text: twin, start: at, end, mended: `(${words.slice(at, end)}` }
    }
    const start = at - /\S*$/.exec(words.slice(0, at))![0].length
    return { text: twin, start, end: at, mended: `${words.slice(start, at)})` }
  }
  return null
}

/** The index at which a text lacks a bracket that its twin has: an opening one when a closing one is alone. */
function missingAt(text: string, twin: string, lone: Lone['kind']): number | null {
  const wanted = lone === 'closing' ? /[(（]/ : /[)）]/
  let at = 0
  for (const char of twin) {
    if (/\s/.test(char)) continue
    while (/\s/.test(text[at] ?? '')) at++
    if (wanted.test(char) && !wanted.test(text[at] ?? ''))
      return lone === 'closing' ? at : text.slice(0, at).trimEnd().length
    at++
  }
  return null
}

function textsByWords(survey: Survey): Map<string, Text[]> {
  const found = known.get(survey)
  if (found) return found
  const texts = new Map<string, Text[]>()
  for (const text of survey.pages.flatMap(page => page.texts)) {
    const words = wordsOnly(text.rich.text)
    const same = texts.get(words)
    if (same) same.push(text)
    else texts.set(words, [text])
  }
  known.set(survey, texts)
  return texts
}

function wordsOnly(text: string): string {
  return text.replace(/[()（）\s]/g, '').toLowerCase()
}
