import { compileWords } from '../../../extract/trees.ts'
import { vocabulary } from '../../load.ts'
import type { Severity } from '../../rule.ts'
import { type PortRange, rangeOf } from '../exposure/range.ts'
import type { Words } from '../exposure/vocabulary.ts'

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
export interface Deprecation {
  title: string
  /** How things stand, to follow "is". */
  state: string
  /** Since when, as a day or a month. */
  date: string
  /** What to do. */
  instead: string
  reference: string
  severity: Severity
  /** Words of which a page must have one; null when any page will do. */
  about: Words | null
}

/** A port that nothing should use any more. */
export interface OldPort extends Deprecation {
  ports: PortRange[]
  /** Services that a claim may name. */
  services: Set<string>
  /** Words of which a claim must have one; null when the port tells it. */
  beside: Words | null
  /** Words that are reported by themselves. */
  unless: Words
}

/** A program, a protocol or a name that was given up. */
export interface OldWord extends Deprecation {
  find(text: string): { index: number; words: string } | null
}

/** What documents should no longer name. */
export const deprecations = vocabulary('deprecations', (file: DeprecationsFile) => ({
  told: compileWords(file.told),
  ports: Object.values(file.ports).map(portOf),
  components: Object.values(file.components).map(wordOf),
  names: Object.values(file.names).map(wordOf),
}))

function portOf(entry: PortEntry): OldPort {
  return {
    ...plain(entry),
    ports: entry.ports.map(rangeOf),
    services: new Set(entry.services ?? []),
    beside: entry.beside ? compileWords(entry.beside) : null,
    unless: compileWords(entry.unless ?? []),
  }
}

function wordOf(entry: WordEntry): OldWord {
  const words = compileWords(entry.words)
  const exactly = entry.exactly && new RegExp(`(?<![\\w-])(?:${entry.exactly.join('|')})(?![\\w-])`)
  return {
    ...plain(entry),
    find: text => {
      const match = words.exec(text) ?? exactly?.exec(text)
      return match ? { index: match.index, words: match[0] } : null
    },
  }
}

function plain({ title, state, date, instead, reference, severity, about }: Entry): Deprecation {
  return { title, state, date, instead, reference, severity, about: about ? compileWords(about) : null }
}
