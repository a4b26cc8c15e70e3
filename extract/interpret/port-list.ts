import type { Vocabulary } from '../vocabulary/index.ts'
import { portsFirst } from './fields/port-head.ts'
import { concat, type Rich, slice, split } from './rich.ts'

const blank: Rich = { text: '\n', at: [-1], runs: [] }

/** Of a cell's prose only the ports that its list items begin with: `… <li>7100 - RPC</li>`. */
export function portsListed(cell: Rich, vocabulary: Vocabulary): Rich {
  const heads = split(cell, /\f+/g).flatMap(item => {
    const found = portsFirst(item.text, vocabulary)
    return found ? [slice(item, 0, found.end), blank] : []
  })
  return concat(heads.slice(0, -1))
}
