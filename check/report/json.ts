import { jsonOf } from './plain.ts'
import type { Format } from './results.ts'

/** Findings as one JSON array. */
export const json: Format = ({ findings }) => `${jsonOf(findings, 2)}\n`
