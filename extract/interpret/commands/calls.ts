import type { Stretch } from '../lines.ts'
import { placeOf, type Rich } from '../rich.ts'
import { callers } from './index.ts'
import { readIptables } from './iptables.ts'
import type { Rule } from './rule.ts'
import { type Command, readScript, type Section } from './script.ts'

/** A rule with what the script around it says, and the command's place. */
export interface Stated {
  rule: Rule
  section: Section
  comment: string | null
  place: Stretch | null
}

const names = Object.keys(callers).join('|')
const nested = new RegExp(`(?:^|[/\\s])(?:${names})\\s`, 'i')
const saved = /^(?:-[AI]|--append|--insert)$/
/** Scripts inside words of scripts are read this deep: `ssh host "sh -c '…'"`. */
const deepest = 2

/** Reads the calls of the known tools in a script, those inside quoted words too. */
export function readCalls(code: Rich, depth = 0): Stated[] {
  return readScript(code, names).flatMap(command => readCommand(command, depth))
}

function readCommand(command: Command, depth: number): Stated[] {
  const { words, section, comment } = command
  const found = ownRules(words)
  const place = placeOf(command.whole)
  if (found.length > 0) return found.map(rule => ({ rule, section, comment, place: rule.place ?? place }))
  if (depth === deepest) return []
  return words
    .filter(({ text }) => /\s/.test(text) && nested.test(text))
    .flatMap(word => readCalls(word, depth + 1))
    .map(one => ({ ...one, comment: one.comment ?? comment, section: one.section.note ? one.section : section }))
}

function ownRules(words: Rich[]): Rule[] {
  if (saved.test(words[0]!.text)) return readIptables(words)
  const at = words.findIndex(word => Object.hasOwn(callers, toolOf(word)))
  return at < 0 ? [] : callers[toolOf(words[at]!)]!(words.slice(at + 1))
}

function toolOf({ text }: Rich): string {
  return text.slice(text.lastIndexOf('/') + 1).toLowerCase().replace(/\.exe$/, '')
}
