import type { Format } from './results.ts'

/** Findings as JSON, one a line. */
export const ndjson: Format = ({ findings }) =>
  findings.map(finding => `${JSON.stringify(finding)}\n`).join('')
