import { asciidoc } from './asciidoc.js'
import { commands } from './commands.js'
import { htmlInputs } from './html.js'
import { markdown } from './markdown.js'
import { rstInputs } from './rst.js'
import { text } from './text.js'

const extensions = { markdown: 'md', html: 'html', asciidoc: 'adoc', rst: 'rst', firewalld: 'xml' }
const families = { text, markdown, html: htmlInputs, asciidoc, rst: rstInputs, commands }

/** What a maker may add to the size that it is told: fences, the last piece. Without its end a text may be another. */
const spare = 100

/** Every hostile input once for each format that it is read as: name, path, and what makes a text of a size. */
export const inputs = Object.entries(families).flatMap(([family, members]) =>
  Object.entries(members).flatMap(([title, [formats, make]]) =>
    formats.map(format => ({
      name: `${format}: ${family === format ? '' : `${family}, `}${title}`,
      path: `page.${extensions[format]}`,
      make: size => make(Math.max(size - spare, size / 2), format).slice(0, size),
    })),
  ),
)
