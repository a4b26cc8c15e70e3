/** A sheet of the workbook. Texts stay texts whatever they begin with. */
export interface Sheet {
  /** Names with a blank cannot meet those of products. */
  name: string
  header: string[]
  rows: (string | number | null)[][]
  /** Where cells lead: to an address on the web, or to a cell such as `'Claims made'!A7`. */
  links: Link[]
  /** Columns that stay in sight at the left. */
  fixed: number
}

/** A cell that leads somewhere; rows and columns are counted from 0, the header not among them. */
export interface Link {
  row: number
  column: number
  url?: string
  cell?: string
}

/** Gives the address of a line of a document on the web; null when there is none. */
export type LineUrl = (document: string, line: number) => string | null
