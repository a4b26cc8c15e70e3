import type { Vocabulary } from '../../vocabulary/index.ts'
import type { Mark } from '../reading.ts'

/** One mark of a templating language as it stands in the text. */
export interface Tag {
  name: string
  kind: Mark['kind']
  form: 'opening' | 'closing' | 'empty'
  label: string
  start: number
  end: number
  /** A stretch inside the mark whose words a reader sees: it is not blanked. */
  shown?: { start: number; end: number }
}

const named =
  /\b(?:label|name|title|value|header|tab)\s*=\s*(?:\{\s*)?(?:"([^"]*)"|'([^']*)'|`([^`]*)`|([^\s"'{}]+))/
const preferred = /\blabel\s*=\s*(?:\{\s*)?(?:"([^"]*)"|'([^']*)'|`([^`]*)`)/
const first = /"([^"]*)"|`([^`]*)`|'([^']*)'|(\S+)/

/** The words that a mark's arguments show: a label, another named text, the first quoted one, the first word. */
export function labelOf(args: string): string {
  const found = preferred.exec(args) ?? named.exec(args) ?? first.exec(args)
  return found?.slice(1).find(word => word !== undefined) ?? ''
}

/** Like `labelOf`, for marks whose bare words are no label. */
export function namedLabel(args: string): string {
  const found = preferred.exec(args) ?? named.exec(args)
  return found?.slice(1).find(word => word !== undefined) ?? ''
}

/** Whether a mark opens something, closes it, or stands alone: only tabs and what holds them pair up. */
export function formOf(
  name: string,
  slash: boolean,
  args: string,
  { tabs, containers }: Vocabulary['marks'],
): Tag['form'] {
  if (slash) return 'closing'
  const pairs = tabs.has(name) || containers.has(name)
  return pairs && !args.trimEnd().endsWith('/') ? 'opening' : 'empty'
}
