import type { Vocabulary } from '../../vocabulary/index.ts'
import { type Rich, slice } from '../rich.ts'
import { readSaid, type Said } from './said.ts'
import { define, expand, most, type Variables } from './variables.ts'
import { splitWords, type Token } from './words.ts'

/** What the comments above a command say of it. */
export interface Section extends Said {
  /** The last comment, when it names nobody: it says what the commands below are for. */
  note: string | null
}

/** One command of a script. */
export interface Command {
  words: Rich[]
  /** From its first word to its last. */
  whole: Rich
  /** The comment behind it. */
  comment: string | null
  section: Section
}

const mark = /^(?:#+|\/\/)[\s*=~-]*|(?<![\s*=~-])[\s*=~-]+$/g
/** So many commands may loops make of a script: a page cannot make us work without end. */
const mostLooped = 4096
const nothing: Section = { node: null, source: null, note: null }

/**
 * Reads a script's commands. Loops over literal values and literal assignments are followed; nothing is
 * run, and what else is variable stays as written.
 *
 * @param tools the names of the tools that are known, as an expression
 */
export function readScript(code: Rich, tools: string, vocabulary: Vocabulary): Command[] {
  const commands: Command[] = []
  const variables: Variables = new Map()
  let section = nothing
  let words: Token[] = []
  let line: Command[] = []
  let gap = true
  let seen = false
  let budget = mostLooped
  // A command that was taken out is no word about those below it.
  const calls = new RegExp(`^(?:sudo\\s+)?(?:${tools})\\s`, 'i')
  for (const token of splitWords(code, promptTest(code.text, tools))) {
    if (token.kind === 'word') words.push(token)
    else endCommand()
    if (token.kind === 'comment') readComment(token.word.text.replace(mark, '').trim())
    if (token.word.text === '\n') endLine()
    else seen = true
  }
  endCommand()
  endLine()
  return commands

  function endCommand(): void {
    const own = words.map(token => token.word)
    if (own.length > 0 && !define(own, variables)) {
      const whole = slice(code, words[0]!.start, words.at(-1)!.end)
      const ways = expand(own, variables, Math.min(most, budget))
      budget -= ways.length - 1
      for (const way of ways) line.push({ words: way, whole, comment: null, section })
    }
    words = []
  }

  function endLine(): void {
    commands.push(...line)
    line = []
    gap = !seen
    if (gap) section = { ...section, source: null, note: null }
    seen = false
  }

  /** A comment behind a command is about that line; one on its own is about those below. */
  function readComment(text: string): void {
    for (const command of line) command.comment = text || null
    if (!seen && !calls.test(text)) section = under(text, section, gap, vocabulary)
  }
}

/** A comment opens a section; only in the same paragraph does the node named above it still hold. */
function under(comment: string, { node }: Section, gap: boolean, vocabulary: Vocabulary): Section {
  const said = readSaid(comment, vocabulary)
  const silent = said.node === null && said.source === null && !/[:：]$/.test(comment)
  return { node: said.node ?? (gap ? null : node), source: said.source, note: (silent && comment) || null }
}

/**
 * Tells root's prompt from a comment: `# ufw allow 22` is a command, unless the script has commands
 * without a prompt too; then it is one that was taken out.
 */
function promptTest(script: string, tools: string): (at: number) => boolean {
  const bare = new RegExp(`^[ \\t]*(?:sudo[ \\t]+)?(?:${tools})[ \\t]`, 'im').test(script)
  const behind = new RegExp(`[ \\t]+(?:sudo[ \\t]+)?(?:${tools})[ \\t]`, 'iy')
  return at => {
    behind.lastIndex = at
    return !bare && behind.test(script)
  }
}
