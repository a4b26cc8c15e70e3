import type { Format } from './results.ts'

/** Findings as one JSON array. */
export const json: Format = ({ findings }) => `${JSON.stringify(findings, null, 2)}\n`
