import type { Format } from './format.ts'

/** The whole comparison as one JSON object. */
export const json: Format = difference => `${JSON.stringify(difference, null, 2)}\n`
