import type { Rich } from '../rich.ts'

/** A word, or the members of a `{ … }` set, at its place in the code (indices, end exclusive). */
export interface NftPart {
  /** The word; of a set its members. */
  words: { text: string; start: number; end: number }[]
  set: boolean
}

/** One statement of nft's language with the chain that it belongs to. */
export interface NftStatement {
  parts: NftPart[]
  chain: string
  comment: string | null
  start: number
  end: number
}

const token = /\\\r?\n|"([^"\n]*)"|#[^\n]*|[{};\n]|[^\s{};,#"'\\]+/g
/** What stands right before a set of values; any other brace opens a block. */
const keys = new Set(
  'dport sport saddr daddr protocol l4proto nexthdr state type elements != == ='.split(' '),
)

/** Parts code in nft's language into its statements. Other code gives statements that say nothing. */
export function nftStatements(code: Rich): NftStatement[] {
  const statements: NftStatement[] = []
  let chain = ''
  let parts: NftPart[] = []
  let set: NftPart | null = null
  let lineOf: NftStatement[] = []
  for (const match of code.text.matchAll(token)) {
    const text = match[1] ?? match[0]
    if (text.startsWith('\\')) continue
    if (text.startsWith('#')) {
      end()
      for (const statement of lineOf) statement.comment ??= text.replace(/^#+\s*/, '').trim() || null
    } else if (set) inSet(set, match, text)
    else if (text === '{' && keys.has(lastText())) {
      set = { words: [], set: true }
      parts.push(set)
    } else if (/^[{};\n]$/.test(text)) {
      end()
      if (text === '\n') lineOf = []
    } else
      parts.push({ words: [{ text, start: match.index, end: match.index + match[0].length }], set: false })
  }
  end()
  return statements

  function inSet(open: NftPart, match: RegExpExecArray, text: string): void {
    if (text === '}') set = null
    else if (text !== '\n') open.words.push({ text, start: match.index, end: match.index + match[0].length })
  }

  function lastText(): string {
    return parts.at(-1)?.words[0]?.text ?? ''
  }

  function end(): void {
    const words = parts.flatMap(part => part.words)
    chain = chainIn(parts.map(part => part.words[0]?.text ?? '')) ?? chain
    const statement = {
      parts,
      chain,
      comment: null,
      start: words[0]?.start ?? 0,
      end: words.at(-1)?.end ?? 0,
    }
    if (words.length > 0) {
      statements.push(statement)
      lineOf.push(statement)
    }
    parts = []
    set = null
  }
}

/** `chain input`, `type filter hook input`, `nft add rule inet filter input`: the chain that a line names. */
function chainIn(words: string[]): string | null {
  const rule = words.indexOf('rule')
  if (rule > 0) {
    const family = /^(?:ip6?|inet|arp|bridge|netdev)$/.test(words[rule + 1] ?? '') ? 1 : 0
    return words[rule + family + 2] ?? null
  }
  if (words[0] === 'chain') return words[1] ?? null
  const hook = words.indexOf('hook')
  return hook >= 0 ? (words[hook + 1] ?? null) : null
}
