import type { Vocabulary } from '../../vocabulary/index.ts'
import { formOf, labelOf, type Tag } from './tag.ts'

/** Shortcodes in either notation; arguments are bounded so that a page of `{{<` stays linear. */
const shortcode = /\{\{([<%])-?\s*(?:(\/)\s*)?([\w./-]{1,200})([^\n]{0,400}?)-?[>%]\}\}/g
const shownText = /\btext\s*=\s*"([^"]*)"/
const file = /\bfile\s*=\s*["']([^"']+)["']/

/** Finds Hugo's shortcodes. One that is no tab may stand for a template or another page. */
export function hugoTags(text: string, marks: Vocabulary['marks']): Tag[] {
  return [...text.matchAll(shortcode)].map(m => {
    const [all, , slash, name, args] = m as unknown as [string, string, string | undefined, string, string]
    const start = m.index
    const isTab = marks.tabs.has(name)
    const shown = shownText.exec(all)
    const at = shown ? start + shown.index + shown[0].length - 1 - shown[1]!.length : 0
    return {
      name,
      kind: isTab ? 'tab' : 'include',
      form: formOf(name, slash !== undefined, args, marks),
      label: isTab ? labelOf(args) : (file.exec(args)?.[1] ?? name),
      start,
      end: start + all.length,
      ...(shown && !isTab ? { shown: { start: at, end: at + shown[1]!.length } } : {}),
    }
  })
}
