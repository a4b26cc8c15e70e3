/** The formats that can be read. */
export type Format = 'markdown' | 'html' | 'asciidoc' | 'rst' | 'wiki' | 'csv' | 'firewalld'

/** The formats by the endings of their files. */
export const extensions: Record<string, Format> = {
  '.md': 'markdown',
  '.markdown': 'markdown',
  '.mdown': 'markdown',
  '.mdx': 'markdown',
  '.html': 'html',
  '.htm': 'html',
  '.xhtml': 'html',
  '.adoc': 'asciidoc',
  '.asciidoc': 'asciidoc',
  '.asc': 'asciidoc',
  '.rst': 'rst',
  '.rest': 'rst',
  '.wiki': 'wiki',
  '.mediawiki': 'wiki',
  '.moin': 'wiki',
  '.textile': 'wiki',
  '.dokuwiki': 'wiki',
  '.txt': 'markdown',
  '.csv': 'csv',
  '.tsv': 'csv',
}
