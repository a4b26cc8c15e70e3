import { jsonOf } from './plain.ts'
import type { Format } from './results.ts'

/** Findings as one JSON array. */
export const json: Format = ({ findings }) => `${jsonOf(findings, 2)}\n`

/** Findings as JSON, one a line. */
export const ndjson: Format = ({ findings }) => findings.map(finding => `${jsonOf(finding)}\n`).join('')
