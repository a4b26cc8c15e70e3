import type { Format } from './format.ts'

/** Changes as JSON, one a line. */
export const ndjson: Format = ({ changes }) => changes.map(change => `${JSON.stringify(change)}\n`).join('')
