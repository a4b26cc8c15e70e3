import { unzipSync, zipSync } from 'fflate'
import writeExcelFile, { type CellObject, type Feature, type Row } from 'write-excel-file/node'
import { getCellAddress, getSelfClosingTagMarkup } from 'write-excel-file/utility'
import { plainCell } from '../../check/report/plain.ts'
import type { Dataset } from '../files.ts'
import { type LineUrl, type Sheet, sheetsOf } from './sheets.ts'

/** A sheet, and the options, as the library takes them. */
type SheetToWrite = Parameters<typeof writeExcelFile>[0][number]
type Options = NonNullable<Parameters<typeof writeExcelFile>[1]>

/** Most characters that widen a column. */
const widest = 60

/**
 * Writes a dataset as a workbook: a sheet for each product, who talks to whom, the claims and the roles.
 * Headers stay in sight and have filters. No text can become a formula.
 *
 * @param lineUrl where lines of documents are seen on the web (default: nowhere)
 * @returns the file's bytes; the same dataset gives the same
 */
export function toXlsx(dataset: Dataset, lineUrl: LineUrl = () => null): Promise<Uint8Array> {
  return workbookOf(sheetsOf(dataset, lineUrl))
}

/** Writes sheets as a workbook; the same sheets give the same bytes. */
export async function workbookOf(sheets: Sheet[]): Promise<Uint8Array> {
  const options: Options = { features: [filtersAndLinks(sheets)] }
  const bytes = await writeExcelFile(sheets.map(toWrite), options).toBuffer()
  // The library dates the parts of the file by the clock; this is the first moment that a ZIP file can have.
  return zipSync(unzipSync(bytes), { mtime: new Date(1980, 0, 1), level: 9 })
}

function toWrite(sheet: Sheet): SheetToWrite {
  const { name, header, rows, links, fixed } = sheet
  const linked = new Set(links.map(({ row, column }) => `${row},${column}`))
  return {
    sheet: name,
    data: [
      header.map(headerCell),
      ...rows.map((row, i): Row => row.map((value, j) => cell(value, linked.has(`${i},${j}`)))),
    ],
    columns: header.map((title, i) => ({ width: widthOf([title, ...rows.map(row => row[i])]) })),
    stickyRowsCount: 1,
    stickyColumnsCount: fixed,
  }
}

function headerCell(value: string): CellObject {
  return { value: plainCell(value), type: String, fontWeight: 'bold', backgroundColor: '#DDF4FF' }
}

/** With a type, so that none is guessed from how a text begins. */
function cell(value: string | number | null, linked: boolean): CellObject | null {
  if (value === null) return null
  if (typeof value === 'number') return { value, type: Number }
  // What XML forbids would make the file unreadable.
  const text = plainCell(value).replace(/[\p{Cs}\ufffe\uffff]/gu, ' ')
  return { value: text, type: String, ...(linked && { textColor: '#0969DA' }) }
}

function widthOf(values: (string | number | null | undefined)[]): number {
  return Math.min(widest, Math.max(...values.map(value => String(value ?? '').length)) + 2)
}

const hyperlinkType = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink'

/** Adds to sheets what the library has no options for: filters at the headers, and cells that lead somewhere. */
function filtersAndLinks<Content>(sheets: Sheet[]): Feature<Content> {
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          // The format wants both here, in this order.
          transform: (xml, _, { sheetIndex }) =>
            xml.replace(
              '</sheetData>',
              end => end + filter(sheets[sheetIndex]!) + links(sheets[sheetIndex]!),
            ),
        },
        'xl/worksheets/_rels/sheet{id}.xml.rels': {
          insert: (_, { sheetIndex }) => targets(sheets[sheetIndex]!),
        },
      },
    },
  }
}

function filter({ header, rows }: Sheet): string {
  return getSelfClosingTagMarkup('autoFilter', {
    ref: `A1:${getCellAddress(rows.length, header.length - 1)}`,
  })
}

function links({ links }: Sheet): string {
  const tags = links.map(({ row, column, url, cell }, i) => {
    const ref = getCellAddress(row + 1, column)
    return getSelfClosingTagMarkup(
      'hyperlink',
      isLink(url) ? { ref, 'r:id': idOf(i) } : { ref, location: cell ?? '' },
    )
  })
  return tags.length > 0 ? `<hyperlinks>${tags.join('')}</hyperlinks>` : ''
}

function targets({ links }: Sheet): string {
  const tags = links.map(({ url }, i) => {
    const attributes = { Id: idOf(i), Type: hyperlinkType, Target: url ?? '', TargetMode: 'External' }
    return isLink(url) ? getSelfClosingTagMarkup('Relationship', attributes) : ''
  })
  return tags.join('')
}

/** Records may name any address; one that is no page could run a program. */
function isLink(url: string | undefined): boolean {
  return url !== undefined && /^https?:\/\/[!-~]+$/.test(url)
}

function idOf(link: number): string {
  return `link-${link + 1}`
}
