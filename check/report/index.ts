import { codeclimate } from './codeclimate.ts'
import { github } from './github.ts'
import { json, ndjson } from './json.ts'
import { junit } from './junit.ts'
import { markdown } from './markdown.ts'
import { pretty } from './pretty.ts'
import { rdjson } from './rdjson.ts'
import type { Format } from './results.ts'
import { sarif } from './sarif.ts'

export { countFindings, type Format, isAtLeast, type Results, severities } from './results.ts'

/** The ways in which findings are written out, by name. */
export const formats = {
  pretty,
  json,
  ndjson,
  sarif,
  github,
  rdjson,
  markdown,
  junit,
  codeclimate,
} satisfies Record<string, Format>
export type FormatName = keyof typeof formats
