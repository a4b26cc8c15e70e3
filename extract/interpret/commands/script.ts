import type { Vocabulary } from '../../vocabulary/index.ts'
import { concat, type Rich, slice, split } from '../rich.ts'
import { readSaid, type Said } from './around.ts'
import { splitWords, type Token } from './shell.ts'

/** What the comments above a command say of it. */
export interface Section extends Said {
  /** The last comment, when it names nobody: it says what the commands below are for. */
  note: string | null
  /** The last comment as it is. */
  above: string | null
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
/** Nothing is said of a command. */
export const noSection: Section = { node: null, source: null, note: null, above: null }

/**
 * Reads a script's commands. Loops over literal values and literal assignments are followed; nothing is
 * run, and what else is variable stays as written.
 *
 * @param tools the names of the tools that are known, as an expression
 */
export function readScript(code: Rich, tools: string, vocabulary: Vocabulary): Command[] {
  const commands: Command[] = []
  const variables: Variables = new Map()
  let section = noSection
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
    if (gap) section = { ...section, source: null, note: null, above: null }
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
  return {
    node: said.node ?? (gap ? null : node),
    source: said.source,
    note: (silent && comment) || null,
    above: comment,
  }
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

/** The values that a block's own loops and assignments give to names: nothing else is ever resolved. */
export type Variables = Map<string, Rich[]>

const reference = /\$\{(\w+)(?:\[[@*]\])?\}|\$(\w+)|%(\w+)%/g
const assignment = /^(?:\$(?:env:)?)?(\w+)=/
const before = new Set(['export', 'local', 'readonly', 'declare', 'set', 'let'])
/** More values than this, and a loop is left alone. */
export const most = 256
/** A value of more characters stands in no command: many commands that name it would grow with it. */
const longest = 1000

/** Takes in a command that is a loop's head or a literal assignment; false when there is more to it. */
export function define(words: Rich[], variables: Variables): boolean {
  return loop(words, variables) || assign(words, variables)
}

/** `for NAME in VALUES`, and PowerShell's `foreach ($NAME in VALUES)`, of which brackets cut the head. */
function loop(words: Rich[], variables: Variables): boolean {
  const head = words[0]?.text === 'for' ? words.slice(1) : words
  const name = /^\$?(\w+)$/.exec(head[0]?.text ?? '')?.[1]
  if (!name || head[1]?.text !== 'in') return false
  const values = head.slice(2).flatMap(word => valuesIn(word, variables))
  if (values.length <= most) variables.set(name, values)
  return true
}

function valuesIn(word: Rich, variables: Variables): Rich[] {
  return expandBraces(word).flatMap(part =>
    expand([part], variables).flatMap(([value]) => split(value!, /[\s,]+/g)),
  )
}

function assign(words: Rich[], variables: Variables): boolean {
  const own = before.has(words[0]?.text ?? '') ? words.slice(1) : words
  if (own[1]?.text === '=' && own.length === 3 && own[0]!.text.startsWith('$')) {
    variables.set(own[0]!.text.slice(1), [own[2]!])
    return true
  }
  const found = own.map(word => assignment.exec(word.text))
  if (own.length === 0 || found.some(match => match === null)) return false
  let literal = true
  own.forEach((word, i) => {
    const value = slice(word, found[i]![0].length)
    const known = value.text !== '' && value.text.length <= longest && !/[$@]\(|`/.test(value.text)
    if (known) variables.set(found[i]![1]!, [value])
    else variables.delete(found[i]![1]!)
    literal &&= known
  })
  return literal
}

/**
 * A command once for each value of the variables that it names; names without a value stay as written.
 *
 * @param limit a variable that would make more commands than this stays as written too
 */
export function expand(words: Rich[], variables: Variables, limit = most): Rich[][] {
  if (variables.size === 0) return [words]
  const names = new Set(words.flatMap(word => namesIn(word.text)).filter(name => variables.has(name)))
  let ways: Map<string, Rich>[] = [new Map()]
  for (const name of names) {
    const values = variables.get(name)!
    if (ways.length * values.length > limit) continue
    ways = ways.flatMap(way => values.map(value => new Map([...way, [name, value]])))
  }
  return ways.map(way => (way.size === 0 ? words : words.map(word => substitute(word, way))))
}

function namesIn(text: string): string[] {
  return text.includes('$') || text.includes('%') ? [...text.matchAll(reference)].map(nameOf) : []
}

function nameOf(match: RegExpMatchArray): string {
  return (match[1] ?? match[2] ?? match[3])!
}

function substitute(word: Rich, values: Map<string, Rich>): Rich {
  const parts: Rich[] = []
  let from = 0
  for (const match of word.text.matchAll(reference)) {
    const value = values.get(nameOf(match))
    if (!value) continue
    parts.push(slice(word, from, match.index), value)
    from = match.index + match[0].length
  }
  return parts.length === 0 ? word : concat([...parts, slice(word, from)])
}

/** `{22,80}/tcp` as `22/tcp` and `80/tcp`. */
export function expandBraces(word: Rich): Rich[] {
  const match = /\{([^{},]*(?:,[^{},]*)+)\}/d.exec(word.text)
  if (!match) return [word]
  const [start, end] = match.indices![1]!
  const front = slice(word, 0, start - 1)
  const back = slice(word, end + 1)
  return split(slice(word, start, end), /,/g)
    .slice(0, most)
    .map(part => concat([front, part, back]))
}
