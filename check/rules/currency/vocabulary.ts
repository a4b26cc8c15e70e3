import { compileWords } from '../../../extract/trees.ts'
import { vocabulary } from '../../load.ts'
import type { Severity } from '../../rule.ts'
import { rangeOf } from '../exposure/vocabulary.ts'

/** An entry of `deprecations.yaml`, where each field is explained. */
interface Entry {
  title: string
  state: string
  date: string
  instead: string
  reference: string
  severity: Severity
  about?: string[]
}

interface PortEntry extends Entry {
  ports: string[]
  services?: string[]
  beside?: string[]
  unless?: string[]
}

interface WordEntry extends Entry {
  words: string[]
  exactly?: string[]
}

/** The content of `deprecations.yaml`. */
export interface DeprecationsFile {
  told: string[]
  ports: Record<string, PortEntry>
  components: Record<string, WordEntry>
  names: Record<string, WordEntry>
}

/** Something that documents should no longer name. */
export type Deprecation = ReturnType<typeof deprecationOf>

/** A port that nothing should use any more. */
export type OldPort = ReturnType<typeof portOf>

/** A program, a protocol or a name that is out of use. */
export type OldWord = ReturnType<typeof wordOf>

/** What documents should no longer name. */
export const deprecations = vocabulary('deprecations', (file: DeprecationsFile) => ({
  told: compileWords(file.told),
  ports: Object.values(file.ports).map(portOf),
  components: Object.values(file.components).map(wordOf),
  names: Object.values(file.names).map(wordOf),
}))

function portOf(entry: PortEntry) {
  return {
    ...deprecationOf(entry),
    ports: entry.ports.map(rangeOf),
    services: new Set(entry.services ?? []),
    beside: entry.beside ? compileWords(entry.beside) : null,
    unless: compileWords(entry.unless ?? []),
  }
}

function wordOf(entry: WordEntry) {
  const words = compileWords(entry.words)
  const exactly = entry.exactly && new RegExp(`(?<![\\w-])(?:${entry.exactly.join('|')})(?![\\w-])`)
  return { ...deprecationOf(entry), find: (text: string) => words.exec(text) ?? exactly?.exec(text) ?? null }
}

function deprecationOf({ title, state, date, instead, reference, severity, about }: Entry) {
  const words = about ? compileWords(about) : null
  return { title, state, month: date.slice(0, 7), instead, reference, severity, about: words }
}
