import { jsonOf } from '../../check/report/plain.ts'
import type { Format } from './format.ts'

/** Changes as JSON, one a line. */
export const ndjson: Format = ({ changes }) => changes.map(change => `${jsonOf(change)}\n`).join('')
