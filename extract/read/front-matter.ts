import type { VFile } from 'vfile'
import { isMap, parseDocument } from 'yaml'
import { isTooDeep } from '../../schema/yaml.ts'
import { blank } from './mask.ts'

const fence = /^\s?(---|\+\+\+)[ \t]*\n(?:([\s\S]*?)\n)?\1[ \t]*(?=\n|$)/

/** Blanks front matter (YAML between `---`, TOML between `+++`); YAML that cannot be read is reported. */
export function blankFrontMatter(text: string, file: VFile): string {
  const found = fence.exec(text)
  if (!found) return text
  if (found[1] === '---' && !isTooDeep(found[2] ?? '')) {
    const parsed = parseDocument(found[2] ?? '', { strict: false, uniqueKeys: false })
    const error = parsed.errors[0]
    // Two rules around prose are no front matter: that is a mapping, or nothing.
    if (!error && parsed.contents !== null && !isMap(parsed.contents)) return text
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
