import { type Format, json, ndjson } from './format.ts'
import { github } from './github.ts'
import { markdown } from './markdown.ts'
import { pretty } from './pretty.ts'

export type { Format, Style } from './format.ts'

/** The ways in which a comparison is written out, by name. */
export const formats = { pretty, markdown, json, ndjson, github } satisfies Record<string, Format>
export type FormatName = keyof typeof formats
