import { jsonOf } from '../../check/report/plain.ts'
import type { Format } from './format.ts'

/** The whole comparison as one JSON object. */
export const json: Format = difference => `${jsonOf(difference, 2)}\n`
