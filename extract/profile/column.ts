import { directionIn } from '../interpret/fields/direction.ts'
import { findProtocols } from '../interpret/fields/protocols.ts'
import type { Vocabulary } from '../vocabulary/index.ts'
import { type CellKind, type CellProfile, cellKinds } from './cell.ts'
import { type FieldEvidence, fieldEvidence } from './words.ts'

/** One column, described by shares of what its cells hold and by the words of its header. */
export interface ColumnProfile {
  index: number
  header: string
  evidence: FieldEvidence
  /** Shares (0 to 1) and other measures by name; one that is absent is 0. */
  features: Record<string, number>
}

/**
 * Describes the columns of a table.
 *
 * @param columns the body cells of each column, top to bottom
 * @param headers the words of each column's header; empty where it has none
 */
export function profileColumns(
  columns: CellProfile[][],
  headers: string[],
  beside: ReadonlySet<string>,
  vocabulary: Vocabulary,
): ColumnProfile[] {
  const own = columns.map((cells, index) =>
    profileColumn(cells, headers[index] ?? '', index, beside, vocabulary),
  )
  const [ports, protocol] = ['ports', 'protocol'].map(name =>
    mostBeside(own.map(({ features }) => features[name] ?? 0)),
  )
  const heads = (['ports', 'protocol', 'source', 'destination'] as const).map(
    field => [`otherHead.${field}`, mostBeside(own.map(({ evidence }) => evidence[field] ?? 0))] as const,
  )
  return own.map(column => {
    const { index, features } = column
    return {
      ...column,
      features: {
        ...features,
        first: index === 0 ? 1 : 0,
        last: index === own.length - 1 ? 1 : 0,
        otherPorts: ports!(index),
        otherProtocol: protocol!(index),
        ...Object.fromEntries(heads.map(([name, most]) => [name, most(index)])),
      },
    }
  })
}

/** Gives for each index the highest of the values at all others, 0 at the least. */
function mostBeside(values: number[]): (index: number) => number {
  const [top = -1, next = -1] = [...values.keys()].sort((a, b) => values[b]! - values[a]!)
  return index => Math.max(0, values[index === top ? next : top] ?? 0)
}

const mostWords = 12
/** The file of a systemd unit names a program, no setting. */
const unitFile = /\.(?:service|socket|target|timer|path|mount)$/
const cross = /^[x●•]$/i

function profileColumn(
  cells: CellProfile[],
  header: string,
  index: number,
  beside: ReadonlySet<string>,
  vocabulary: Vocabulary,
): ColumnProfile {
  const isProtocol = findProtocols(header, vocabulary).some(({ protocols }) => !protocols.includes('all'))
  // Elsewhere a cross stands for nothing; under the name of a protocol it is a check mark.
  const isCross = ({ kind, text }: CellProfile) => isProtocol && kind === 'empty' && cross.test(text)
  const filled = cells.filter(cell => cell.kind !== 'empty' || isCross(cell))
  const share = (test: (cell: CellProfile) => boolean) =>
    filled.length === 0 ? 0 : filled.filter(test).length / filled.length
  const kinds = Object.fromEntries(
    cellKinds
      .filter(kind => kind !== 'empty')
      .map((kind: CellKind) => [
        kind,
        share(cell => cell.kind === kind || (kind === 'yesNo' && isCross(cell))),
      ]),
  )
  const numbers = filled.flatMap(({ ports }) => ports.ports)
  const known = numbers.filter(({ first, last }) => first === last && vocabulary.knownPorts.has(first))
  const words = filled.map(({ text }) => Math.min(mostWords, text.split(/\s+/).length))
  return {
    index,
    header,
    evidence: fieldEvidence(header, vocabulary, beside),
    features: {
      ...kinds,
      empty: cells.length === 0 ? 1 : 1 - filled.length / cells.length,
      node: share(({ kind, text }) => kind === 'name' && vocabulary.subject.nodes.test(text)),
      code: share(({ noted }) => noted.rich.runs.some(run => run.kind === 'code')),
      key: share(
        ({ text }) =>
          !unitFile.test(text) &&
          /^(?:--?[a-z][\w-]*|[A-Z][A-Z\d]*(?:_[A-Z\d]+)+|[a-z][\w-]*(?:[._][\w-]+)+|[a-z]+(?:[A-Z][a-z]+)+)$/.test(
            text,
          ),
      ),
      distinct: filled.length < 2 ? 1 : new Set(filled.map(({ text }) => text)).size / filled.length,
      words: words.length === 0 ? 0 : words.reduce((a, b) => a + b, 0) / words.length / mostWords,
      known: numbers.length === 0 ? 0 : known.length / numbers.length,
      small: numbers.length === 0 ? 0 : numbers.filter(({ last }) => last < 20).length / numbers.length,
      rising: isCounted(filled) ? 1 : 0,
      paired: share(({ text }) => /\S\s*(?:[→⟶⇒➔←⟷↔]|-+>|<-+)\s*\S|\S\s+(?:to|\/)\s+\S/.test(text)),
      headless: header === '' ? 1 : 0,
      unknown: header !== '' && Object.keys(fieldEvidence(header, vocabulary, beside)).length === 0 ? 1 : 0,
      headerProtocol: isProtocol ? 1 : 0,
      headerDirection: directionIn(header, vocabulary) ? 1 : 0,
    },
  }
}

/** Row numbers: 1, 2, 3 … */
function isCounted(cells: CellProfile[]): boolean {
  const first = Number.parseInt(cells[0]?.text ?? '', 10)
  return (
    cells.length > 1 &&
    first <= 1 &&
    cells.every(({ text }, i) => /^0*(\d+)[.)]?$/.exec(text)?.[1] === String(first + i))
  )
}
