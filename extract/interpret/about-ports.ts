import { normalizeTerm } from '../vocabulary/words.ts'
import { announces, denies, deniesNext } from './fields/announce.ts'
import { findPorts } from './fields/ports.ts'
import { findProtocols, parseProtocols } from './fields/protocols.ts'
import { line } from './rich.ts'
import type { Table } from './table.ts'

/**
 * Tells whether a table with a column of ports states traffic. The column is not enough, for tables of
 * settings have one too: a protocol, an endpoint or the words around it must speak of traffic.
 */
export function isAboutPorts(table: Table): boolean {
  const { header, block, lead, vocabulary } = table
  if (!header.columns.has('ports')) return false
  if (denies(block.frames.at(-1)?.text ?? '', vocabulary) || (lead && deniesNext(line(lead), vocabulary)))
    return false
  if (namesTransport(table)) return true
  const listsSettings = header.columns.get('setting')?.[0] === 0
  if (header.columns.has('source') || header.columns.has('peer')) return !listsSettings
  return namesPorts(table) && (speaks(table) || (!listsSettings && announced(table)))
}

/** Some cell holds a number, or the words for all ports: else the column's ports are no such ports. */
function namesPorts({ header, grid, cell, vocabulary }: Table): boolean {
  const column = header.columns.get('ports')![0]!
  return grid.rows.some(
    (_, row) =>
      row > header.row &&
      (findPorts(line(cell(row, column)), vocabulary).length > 0 ||
        vocabulary.protocols.get(normalizeTerm(line(cell(row, column)))) === 'all'),
  )
}

/** Some cell of the protocols names one that is known. */
function namesTransport({ header, grid, cell, vocabulary }: Table): boolean {
  const column = header.columns.get('protocol')?.[0]
  if (column === undefined) return false
  return grid.rows.some(
    (_, row) => row > header.row && parseProtocols(line(cell(row, column)), vocabulary).protocols.length > 0,
  )
}

/** A listener, or a protocol beside the ports or in the words around the table. */
function speaks({ header, grid, cell, block, vocabulary }: Table): boolean {
  const column = header.columns.get('ports')![0]!
  const beside = grid.rows.some(
    (_, row) => row >= header.row && findProtocols(line(cell(row, column)), vocabulary).length > 0,
  )
  return (
    beside ||
    header.columns.has('destination') ||
    block.frames.some(frame => findProtocols(frame.text, vocabulary).length > 0)
  )
}

/** The prose above says that the ports are needed, or the heading is about ports. */
function announced({ block, lead, vocabulary }: Table): boolean {
  if (lead && announces(line(lead), vocabulary)) return true
  return block.frames
    .slice(-2)
    .some(frame => frame.kind === 'heading' && announces(`${frame.text}:`, vocabulary))
}
