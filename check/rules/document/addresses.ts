import { placeOf } from '../../../extract/trees.ts'
import type { Evidence, Location } from '../../../schema/types.ts'
import { groupBy } from '../../group.ts'
import { locate, type Page, type Text } from '../../survey/index.ts'

/** An IPv4 address as a text has it. */
export interface Address {
  page: Page
  text: Text
  /** As written, with what stands behind its colon or slash. */
  words: string
  ip: string
  /** The number behind a colon. */
  port: string | null
  /** The slash and number behind it. */
  prefix: string | null
  start: number
}

const expression =
  /(?<![\d./:])(?<ip>(?:\d{1,3}\.){3}\d{1,3})(?::(?<port>\d{1,2})|(?<prefix>\/\d{1,2}))?(?![\d./:]*\d)/g

/** The addresses of a page, in reading order; those with a port of three digits or more are none of ours. */
export function addressesOn(page: Page): Address[] {
  return page.texts.flatMap(text =>
    [...text.rich.text.matchAll(expression)].map(({ 0: words, index, groups = {} }) => {
      const { ip = '', port = null, prefix = null } = groups
      return { page, text, words, ip, port, prefix, start: index }
    }),
  )
}

/** The shortest and longest prefix that a list of addresses is likely to have. */
const [shortest, longest] = [8, 32]

/** Whether the number behind the colon can be the length of a prefix: what it leaves of the address is zero. */
export function isPrefixLike({ ip, port }: Address): boolean {
  const bits = ip
    .split('.')
    .map(part => Number(part).toString(2).padStart(8, '0'))
    .join('')
  const length = port === null ? 0 : Number(port)
  return length >= shortest && length <= longest && !bits.slice(length).includes('1')
}

/** Where addresses stand without a port, those with a prefix first. */
export function portlessPlaces(addresses: Address[]): Map<string, Evidence[]> {
  const portless = addresses.filter(({ port }) => port === null)
  const sorted = [...portless.filter(({ prefix }) => prefix), ...portless.filter(({ prefix }) => !prefix)]
  const places = sorted.flatMap(address => {
    const at = stretchOver([address])
    const note = address.prefix ? `with ${address.prefix}` : 'without a port'
    return at
      ? [{ ip: address.ip, place: { document: at.document, line: at.line, column: at.column, note } }]
      : []
  })
  const byAddress = groupBy(places, ({ ip }) => ip)
  return new Map([...byAddress].map(([ip, all]) => [ip, all.map(({ place }) => place)]))
}

/** The place from the first of some addresses of one text to the last. */
export function stretchOver(addresses: Address[]): Location | null {
  const [{ text, start }] = addresses as [Address]
  const last = addresses.at(-1)!
  const stretch = placeOf(text.rich, start, last.start + last.words.length)
  return stretch && locate(text.part, stretch)
}
