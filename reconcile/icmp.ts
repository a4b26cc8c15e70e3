import type { Icmp } from '../schema/types.ts'

const listed =
  /^(?:icmp\s*)?(?:types?\s*)?((?:\d{1,3}(?:\/(?:\d{1,3}|\*))?)(?:\s*(?:,|;|、|&|and)\s*\d{1,3}(?:\/(?:\d{1,3}|\*))?)*)$/i

/**
 * Reads types and codes of ICMP messages: `8/0` is one type with its code, `0, 8` are two types.
 *
 * @param text what a document gives in the place of a port
 * @returns none for other words
 */
export function icmpOf(text: string | null): Icmp[] {
  const [, list] = listed.exec(text?.trim() ?? '') ?? []
  const parts = list?.match(/\d+(?:\/(?:\d+|\*))?/g) ?? []
  const all = parts.map(part => {
    const [type, code] = part.split('/')
    return { type: Number(type), code: code === undefined || code === '*' ? null : Number(code) }
  })
  return all.every(({ type, code }) => type <= 255 && (code ?? 0) <= 255) ? all : []
}
