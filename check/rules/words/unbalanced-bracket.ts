import type { Rich } from '../../../extract/trees.ts'
import type { Problem, Rule } from '../../rule.ts'
import type { Page, Text } from '../../survey/index.ts'
import { locateIn, quoted } from '../evidence.ts'

/** Brackets that are opened and never closed, or closed and never opened. */
export const unbalancedBracket: Rule = {
  id: 'unbalanced-bracket',
  family: 'words',
  severity: 'warning',
  description: 'A bracket is opened and never closed, or closed and never opened.',
  why: 'Without it the limits of a condition are unclear: does "only when TLS is on)" apply to the whole row?',
  examples: [
    {
      wrong: 'Open port 9099 (local traffic for the health checks.',
      right:
        'Open port 9099（local traffic) :-) for\n\n1) health checks (`a)`), and\n\na) probes (these are\n\n- one\n- two\n\nand no others).',
      says: '“(local traffic for the health checks” opens a bracket that is never closed',
    },
    {
      title: 'in a cell',
      wrong:
        '| Protocol | Port | Description |\n| --- | --- | --- |\n| TCP | 2377 | daemon port only needed with TLS) |',
      right:
        '| Protocol | Port | Description |\n| --- | --- | --- |\n| TCP | 2377 | daemon port (only needed with TLS) |',
      says: '“daemon port only needed with TLS)” closes a bracket that was never opened',
    },
  ],
  check: ({ pages }) => pages.filter(({ claims }) => claims.length > 0).flatMap(problemsOn),
}

/** A bracket without its partner. */
interface Lone {
  text: Text
  /** Index into the text. */
  at: number
  kind: 'opening' | 'closing'
}

/** Lists and code may separate a bracket from its partner by as many texts. */
const reach = 6

function problemsOn({ texts }: Page): Problem[] {
  const open: { lone: Lone; index: number }[] = []
  const closing: Lone[] = []
  texts.forEach((text, index) => {
    for (const lone of loneBrackets(text)) {
      const last = open.at(-1)
      const isPartner = last && last.lone.text.part === text.part && index - last.index <= reach
      if (lone.kind === 'opening') open.push({ lone, index })
      else if (isPartner) open.pop()
      else closing.push(lone)
    }
  })
  return [...closing, ...open.map(({ lone }) => lone)].flatMap(problemOf)
}

function problemOf({ text, at: start, kind }: Lone): Problem[] {
  const at = locateIn(text, start, start + 1)
  const words = text.rich.text
  const message =
    kind === 'opening'
      ? `${quoted(words.slice(start), 40)} opens a bracket that is never closed`
      : `${quoted(tail(words.slice(0, start + 1)))} closes a bracket that was never opened`
  return at ? [{ at, message }] : []
}

/** The last words of a text. */
function tail(text: string): string {
  return text.length > 40 ? `… ${text.slice(-40).trimStart()}` : text
}

/** `1)`, `a)`, `iv)` number an item; `:-)` smiles. */
const other = /(?:^|[^\p{L}\p{N}])(?:\d{1,3}|\p{L}|[ivx]{2,4}|\*)$|(?:^|\s)[:;8=][-^o']?$/iu
/** `[0, 1)` is a range of numbers; brackets of other kinds may meet there. */
const interval = /[([]\s*-?[\d.∞]+\s*[,;]\s*[+-]?[\d.∞]+\s*[)\]]/gu

/** The brackets of a text that lack their partner; half-width and full-width ones are the same. */
function loneBrackets(text: Text): Lone[] {
  const words = maskedOf(text.rich)
  const open: number[] = []
  const lone: Lone[] = []
  for (const { 0: bracket, index: at } of words.matchAll(/[(（)）]/g)) {
    if ('(（'.includes(bracket)) open.push(at)
    else if (open.pop() === undefined && !other.test(words.slice(Math.max(0, at - 8), at)))
      lone.push({ text, at, kind: 'closing' })
  }
  return [...lone, ...open.map((at): Lone => ({ text, at, kind: 'opening' }))].sort((a, b) => a.at - b.at)
}

/** A text with code and intervals blanked. */
function maskedOf({ text, runs }: Rich): string {
  const blank = (words: string) => ' '.repeat(words.length)
  const code = runs.filter(({ kind }) => kind === 'code')
  const masked = code.reduce(
    (rest, { start, end }) => rest.slice(0, start) + 'x'.repeat(end - start) + rest.slice(end),
    text,
  )
  return masked.replace(interval, blank)
}
