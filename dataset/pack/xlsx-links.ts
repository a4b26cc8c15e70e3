import type { Feature } from 'write-excel-file/node'
import { getCellAddress, getSelfClosingTagMarkup } from 'write-excel-file/utility'
import type { Sheet } from './sheet.ts'

const hyperlinkType = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink'

/** Adds to sheets what the library has no options for: filters at the headers, and cells that lead somewhere. */
export function filtersAndLinks<Content>(sheets: Sheet[]): Feature<Content> {
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
