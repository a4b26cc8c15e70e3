import { titleOf } from '../../../reconcile/index.ts'
import { groupBy } from '../../group.ts'
import {
  admits,
  isUnknown,
  opening,
  type Row,
  rolesOf,
  rowsOf,
  type Side,
  sideKey,
  sidesOf,
} from './directions.ts'
import { agree, keyOf, type Said } from './said.ts'
import { words } from './words.ts'

/** Rows that nobody answers: one or several ask for the same row, or one asks for several. */
export interface Gap {
  askers: Row[]
  /** What lacks the row. */
  sides: Side[]
  /** The title of a role that runs on the lacking ones, when it and not they are named. */
  via: string | null
}

interface Want {
  row: Row
  side: Side
  isMet: boolean
  via: string | null
}

/** The document has to have this many answered rows, and more than unanswered ones, to mean both directions. */
const leastMet = 2

/** Rows that the tables of the opposite direction do not answer, in the order of the page. */
export function gapsOf(said: Said[]): Gap[] {
  const rows = rowsOf(said)
  const sides = sidesOf(rows)
  const named = new Set(
    rows.flatMap(row => rolesOf(row.other).map(role => sideKey(row.scope, row.direction, role))),
  )
  const wants = rows.flatMap(row => wantsOf(row, sides, named))
  return [...groupBy(wants, ({ row }) => row.scope).values()].flatMap(all => {
    const met = all.filter(({ isMet }) => isMet).length
    const open = all.filter(({ isMet, via }) => !isMet && via === null).length
    return met >= leastMet && met >= open ? grouped(all.filter(({ isMet }) => !isMet)) : []
  })
}

const opposite = { inbound: 'outbound', outbound: 'inbound' } as const

/** What a row asks the tables of the other ends for. */
function wantsOf(row: Row, sides: Map<string, Side>, named: Set<string>): Want[] {
  const back = opposite[row.direction]
  // A name that no other table knows may be a slip in a heading.
  const homes = rolesOf(row.home).filter(
    role => !isUnknown(role) || named.has(sideKey(row.scope, back, role)),
  )
  if (row.ports.first === 0) return []
  return homes.flatMap(home =>
    rolesOf(row.other).flatMap(other => [
      ...wanted(row, home, sides.get(sideKey(row.scope, back, other)), null),
      ...(words().hosts.get(other) ?? []).flatMap(host =>
        wanted(
          row,
          home,
          sides.get(sideKey(row.scope, back, host)),
          titleOf(other, row.fact.vocabulary) ?? other,
        ),
      ),
    ]),
  )
}

function wanted(row: Row, home: string, side: Side | undefined, via: string | null): Want[] {
  if (!side) return []
  const isMet = opening(side, row.ports).some(one => agree(one.protocol, row.protocol) && admits(one, home))
  return isMet && via !== null ? [] : [{ row, side, isMet, via }]
}

/** Wants of one port that share a row, or what lacks it, have one cause. */
function grouped(open: Want[]): Gap[] {
  const key = ({ row, via }: Want) => [row.direction, row.protocol, keyOf(row.ports), via].join(' ')
  return [...groupBy(open, key).values()].flatMap(wants => connected(wants).map(gapOf))
}

function gapOf(wants: Want[]): Gap {
  const [first] = wants as [Want]
  return {
    askers: [...new Set(wants.map(({ row }) => row))],
    sides: [...new Set(wants.map(({ side }) => side))],
    via: first.via,
  }
}

/** Parts a list of pairs such that pairs with a common member are together. */
function connected(wants: Want[]): Want[][] {
  const parent = new Map<object, object>()
  const top = (one: object): object => {
    let above = one
    while (parent.get(above) !== undefined) above = parent.get(above)!
    return above
  }
  for (const { row, side } of wants) if (top(row) !== top(side)) parent.set(top(row), top(side))
  const names = new Map<object, string>()
  return [...groupBy(wants, ({ row }) => nameOf(top(row), names)).values()]
}

function nameOf(one: object, names: Map<object, string>): string {
  const name = names.get(one) ?? String(names.size)
  names.set(one, name)
  return name
}
