import path from 'node:path'
import { fold } from '../../../reconcile/index.ts'
import type { Evidence, Location } from '../../../schema/types.ts'
import { groupBy } from '../../group.ts'
import type { Problem, Rule } from '../../rule.ts'
import type { Page, Statement } from '../../survey/index.ts'
import { isCode } from '../../survey/page.ts'
import { cite, listed, placeOf, quoted, shown, statementPlace, wholeLine } from '../evidence.ts'
import { lines, table } from '../examples.ts'

const code = lines(
  'const (',
  '\tKeeperSignal = 7401',
  '\tLampHealth = 7402',
  '\tFogHornControl = 7403',
  '\tPierMetrics = 7404',
  ')',
)
const page = (...rows: string[]) => lines('See also `lib/ports.go`.\n', table('Port | Use', ...rows))
const rows = ['7401 | keeper signal', '7402 | lamp health', '7403 | fog horn control', '7404 | pier metrics']

/** Tables of ports that differ from the code that they name. */
export const differsFromCode: Rule = {
  id: 'differs-from-code',
  family: 'documents',
  severity: 'error',
  description:
    'A table of ports differs from the constants of a source file that the page names: exchanged rows, another port, or missing rows.',
  why: 'The program listens where its code says. The file has to be among the documents that are checked.',
  examples: [
    {
      title: 'exchanged rows',
      wrong: {
        'ports.md': page('7402 | keeper signal', '7401 | lamp health', ...rows.slice(2)),
        'lib/ports.go': code,
      },
      right: { 'ports.md': page(...rows), 'lib/ports.go': code },
      says: 'Port 7402 is “LampHealth” in lib/ports.go, and “keeper signal” is port 7401 there',
    },
    {
      title: 'another port',
      wrong: { 'ports.md': page(...rows.slice(0, 3), '7440 | pier metrics'), 'lib/ports.go': code },
      right: { 'ports.md': page(...rows), 'lib/ports.go': code },
      says: '“pier metrics” has port 7440 here, and 7404 (“PierMetrics”) in lib/ports.go',
    },
    {
      title: 'missing rows',
      wrong: { 'ports.md': page(...rows.slice(0, 3)), 'lib/ports.go': code },
      right: { 'ports.md': 'Open port 7401.', 'lib/ports.go': code },
      says: 'The table lacks ports of lib/ports.go: 7404 (“PierMetrics”)',
    },
  ],
  check: ({ pages, statements }) => {
    const sources = pages.filter(isCode).map(source => ({ source, constants: constantsIn(source) }))
    if (sources.length === 0) return []
    const byPage = groupBy(statements, ({ page }) => page)
    return [...byPage].flatMap(([page, own]) =>
      sources
        .filter(
          ({ source, constants }) =>
            constants.length > 0 && page.text.includes(path.posix.basename(source.path)),
        )
        .flatMap(({ constants }) => comparedWith(constants, own)),
    )
  },
}

/** A constant that holds a port. */
interface Constant {
  name: string
  port: string
  words: Set<string>
  at: Location
}

const constant =
  /^\s*(?:(?:export|public|private|static|final|const|let|var|int|uint16|long|#define)\s+)*["']?([A-Za-z_][\w.-]{2,80})["']?\s*(?:=|:=|:|\s)\s*["']?(\d{2,5})["']?\s*[,;)]?\s*(?:(?:\/\/|#).*)?$/

function constantsIn({ path: document, text }: Page): Constant[] {
  return text.split(/\r\n|\n|\r/).flatMap((written, i) => {
    const [, name, port] = constant.exec(written.slice(0, 300)) ?? []
    return name && port && Number(port) <= 65_535
      ? [{ name, port, words: wordsOf(name), at: wholeLine({ document, line: i + 1 }, written) }]
      : []
  })
}

/** Words that say nothing about which port is meant. */
const empty = new Set(['port', 'default', 'the', 'for', 'and', 'tcp', 'udp', 'number'])

function wordsOf(text: string): Set<string> {
  const split = text.replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2').replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
  const words = fold(split.replace(/[_.\-/]/g, ' ')).match(/[\p{L}\d]+/gu) ?? []
  return new Set(words.filter(word => word.length > 1 && !empty.has(word)))
}

/** Part of the constants that a table has to list to be meant as their list. */
const leastListed = 0.6

function comparedWith(constants: Constant[], statements: Statement[]): Problem[] {
  const tabled = statements.filter(({ facts }) => facts[0]!.claim.table)
  const listedPorts = new Set(tabled.map(({ value }) => value))
  const byPort = new Map(constants.map(one => [one.port, one]))
  const missing = constants.filter(({ port }) => !listedPorts.has(port))
  if (tabled.length === 0 || constants.length - missing.length < leastListed * constants.length) return []
  const rows = tabled.map(statement => ({
    statement,
    words: rowWords(statement),
    own: byPort.get(statement.value),
  }))
  const exchanged = rows.flatMap(row => exchangeOf(row, rows))
  const moved = rows.flatMap(row => (row.own ? [] : movedTo(row, missing)))
  const gone = new Set(moved.map(({ constant }) => constant))
  const rest = missing.filter(one => !gone.has(one))
  return [...exchanged, ...moved.map(({ problem }) => problem), ...lacking(rest, tabled[0]!)]
}

interface Row {
  statement: Statement
  words: Set<string>
  /** The constant of its port. */
  own: Constant | undefined
}

function rowWords({ facts }: Statement): Set<string> {
  const { description, source, destination, conditions } = facts[0]!.claim
  const ends = [...source, ...destination].filter(({ implied }) => !implied).map(({ label }) => label)
  return wordsOf([description ?? '', ...ends, ...conditions].join(' '))
}

function shared(a: Set<string>, b: Set<string>): number {
  return [...a].filter(word => b.has(word)).length
}

/** Two rows of which each fits the constant of the other better than its own. */
function exchangeOf({ statement, words, own }: Row, rows: Row[]): Problem[] {
  if (!own) return takenFrom({ statement, words, own }, rows)
  const fits = shared(words, own.words)
  const other = rows.find(one => {
    if (!one.own || one.own === own) return false
    const theirs = shared(one.words, one.own.words)
    const [here, there] = [shared(words, one.own.words), shared(one.words, own.words)]
    return here >= fits && there >= theirs && here + there > fits + theirs
  })
  if (!other?.own) return []
  const said = statement.facts[0]!.claim.description ?? statement.value
  return [
    {
      ...statementPlace(statement),
      message: `Port ${statement.value} is ${quoted(own.name)} in ${own.at.document}, and ${quoted(said)} is port ${other.own.port} there`,
      evidence: [place(own), place(other.own), cite(other.statement.facts[0]!, 'the row that has its port')],
    },
  ]
}

/** A row that fits the constant of another row better than that row does, and has none of its own. */
function takenFrom({ statement, words }: Row, rows: Row[]): Problem[] {
  const other = rows.find(
    one =>
      one.own &&
      one.own.words.size > 1 &&
      shared(words, one.own.words) === one.own.words.size &&
      shared(one.words, one.own.words) < one.own.words.size,
  )
  if (!other?.own) return []
  const said = statement.facts[0]!.claim.description ?? statement.value
  return [
    {
      ...statementPlace(statement),
      message: `${quoted(said)} has port ${statement.value} here, and ${other.own.port} (${quoted(other.own.name)}) in ${other.own.at.document}`,
      evidence: [place(other.own), cite(other.statement.facts[0]!, 'the row that has this port')],
    },
  ]
}

/** A row whose words are those of a constant with another port that no row has. */
function movedTo({ statement, words }: Row, missing: Constant[]): { constant: Constant; problem: Problem }[] {
  const fitting = missing.filter(one => words.size > 0 && shared(words, one.words) === words.size)
  const [constant, more] = fitting
  if (!constant || more) return []
  const said = statement.facts[0]!.claim.description ?? [...words].join(' ')
  const message = `${quoted(said)} has port ${statement.value} here, and ${constant.port} (${quoted(constant.name)}) in ${constant.at.document}`
  return [{ constant, problem: { ...statementPlace(statement), message, evidence: [place(constant)] } }]
}

function lacking(missing: Constant[], first: Statement): Problem[] {
  if (missing.length === 0) return []
  const names = listed(missing.map(({ port, name }) => `${port} (${quoted(name)})`))
  return [
    {
      at: placeOf(first.facts[0]!),
      message: `The table lacks ports of ${missing[0]!.at.document}: ${names}`,
      evidence: missing.map(place),
      severity: 'warning',
    },
  ]
}

function place({ at, name, port }: Constant): Evidence {
  return shown(at, `${name} = ${port}`)
}
