import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'csv-parse/sync'

/** A claim as a person labelled it: one row of a gold file. */
export type GoldRow = Record<
  | 'line'
  | 'kind'
  | 'protocol'
  | 'first'
  | 'last'
  | 'port_text'
  | 'source'
  | 'destination'
  | 'implied'
  | 'direction'
  | 'local'
  | 'condition'
  | 'context'
  | 'description',
  string
>

/** A labelled page. */
export interface LabelledPage {
  name: string
  /** The file on disk. */
  file: string
  /** Pages of one product line, owner or translation: they are left out together. */
  family: string
  gold: GoldRow[]
}

/**
 * Finds the labelled pages of a folder: `gold/NAME.csv` belongs to `docs/NAME.*`, or, with a `file` column, to files
 * in `docs/NAME/`.
 *
 * @param familyOf the family of a page by its name
 */
export function labelledPages(
  goldFolder: string,
  docsFolder: string,
  familyOf: (name: string) => string,
): LabelledPage[] {
  const names = readdirSync(goldFolder)
    .filter(file => file.endsWith('.csv'))
    .sort()
  const documents = readdirSync(docsFolder).sort()
  return names.flatMap(csv => {
    const name = csv.replace(/\.csv$/, '')
    const rows = parse(readFileSync(path.join(goldFolder, csv)), { columns: true, bom: true }) as (GoldRow & {
      file?: string
    })[]
    const folder = path.join(docsFolder, name)
    if (existsSync(folder) && statSync(folder).isDirectory()) {
      const files =
        rows.length > 0
          ? [...new Set(rows.map(row => row.file!))]
          : readdirSync(folder).filter(file => file !== 'source.json')
      return files.map(file => ({
        name: `${name}/${file}`,
        file: path.join(folder, file),
        family: familyOf(name),
        gold: rows.filter(row => row.file === file),
      }))
    }
    const document =
      documents.find(file => file.startsWith(`${name}.`)) ?? documents.find(file => file.startsWith(name))
    return document
      ? [{ name, file: path.join(docsFolder, document), family: familyOf(name), gold: rows }]
      : []
  })
}
