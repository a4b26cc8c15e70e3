import type { VFile } from 'vfile'
import { parseDocument } from 'yaml'
import { blank } from './mask.ts'

const fence = /^\s?(---|\+\+\+)[ \t]*\n(?:([\s\S]*?)\n)?\1[ \t]*(?=\n|$)/

/** Blanks front matter (YAML between `---`, TOML between `+++`); YAML that cannot be read is reported. */
export function blankFrontMatter(text: string, file: VFile): string {
  const found = fence.exec(text)
  if (!found) return text
  if (found[1] === '---') {
    const error = parseDocument(found[2] ?? '', { strict: false }).errors[0]
    if (error) {
      const line = (error.linePos?.[0].line ?? 0) + 1
      file.message(`front matter is not YAML: ${error.message.split(/ at line |\n/)[0]}`, {
        place: { line, column: 1 },
        ruleId: 'front-matter',
        source: 'portolan',
      })
    }
  }
  return blank(text, 0, found[0].length)
}
