import fc from 'fast-check'
import { randomOf } from '../../bench/mutate/random.ts'
import type { Ports } from '../../schema/types.ts'
import { showPorts } from '../extract/helpers.ts'
import { mutated } from '../fuzz/mutate.ts'
import { expectedOf, type Said } from './said.ts'
import { type Table, tables, toHtml, toMarkdown } from './tables.ts'
import { toAsciidoc, toListTable, toSpannedHtml } from './writers.ts'

/** A document, and what its claims are to say. */
export interface Valid {
  path: string
  text: string
  said: Said[]
}

/** How a table is put on a page, by the way in which it is written. */
const pages: Record<string, (table: Table) => { path: string; text: string }> = {
  markdown: table => ({ path: 'page.md', text: toMarkdown(table) }),
  html: table => ({ path: 'page.html', text: toHtml(table) }),
  'html with spans': table => ({ path: 'page.html', text: toSpannedHtml(table) }),
  'html in markdown': table => ({ path: 'page.md', text: `Ports:\n\n${toSpannedHtml(table)}` }),
  'hugo tab': table => ({
    path: 'page.md',
    text: `{{< tabs >}}\n{{% tab name="A" %}}\n\n${toMarkdown(table)}\n{{% /tab %}}\n{{< /tabs >}}\n`,
  }),
  'docusaurus tab': table => ({
    path: 'page.mdx',
    text: `<Tabs>\n<TabItem value="a" label="A">\n\n${toMarkdown(table)}\n</TabItem>\n</Tabs>\n`,
  }),
  asciidoc: table => ({ path: 'page.adoc', text: toAsciidoc(table) }),
  rst: table => ({ path: 'page.rst', text: toListTable(table) }),
}

/** The ways in which tables are written. */
export const ways = Object.keys(pages)

/** Clean tables, written in one of the ways. */
export const tablesWritten = (way: string): fc.Arbitrary<Valid> =>
  tables.map(table => ({ ...pages[way]!(table), said: expectedOf(table) }))

const opening = fc.record({
  protocol: fc.constantFrom('tcp', 'udp'),
  ports: fc
    .tuple(fc.integer({ min: 1, max: 65_000 }), fc.integer({ min: 0, max: 500 }))
    .map(([first, more]) => ({ first, last: first + more })),
})
type Opening = { protocol: string; ports: Ports }

const written = ({ first, last }: Ports, dash: string) =>
  first === last ? `${first}` : `${first}${dash}${last}`

const orders: ((opening: Opening) => string)[] = [
  ({ protocol, ports }) => `firewall-cmd --permanent --add-port=${written(ports, '-')}/${protocol}`,
  ({ protocol, ports }) => `sudo ufw allow ${written(ports, ':')}/${protocol}`,
  ({ protocol, ports }) => `iptables -A INPUT -p ${protocol} --dport ${written(ports, ':')} -j ACCEPT`,
]

/** Openings without ends, as commands state them. */
const saidOf = ({ protocol, ports }: Opening): Said => ({
  row: 0,
  protocol,
  ports: showPorts(ports),
  source: [],
  destination: [],
  description: null,
})

const openings = fc.array(opening, { minLength: 1, maxLength: 5 })

/** Commands that open ports, in a code block. */
export const commandLines: fc.Arbitrary<Valid> = fc
  .array(fc.tuple(opening, fc.constantFrom(...orders)), { minLength: 1, maxLength: 5 })
  .map(list => ({
    path: 'page.md',
    text: `\`\`\`sh\n${list.map(([one, order]) => order(one)).join('\n')}\n\`\`\`\n`,
    said: list.map(([one]) => saidOf(one)),
  }))

/** Services of firewalld. */
export const services: fc.Arbitrary<Valid> = openings.map(list => ({
  path: 'lamps.xml',
  text: [
    '<?xml version="1.0" encoding="utf-8"?>\n<service>\n  <short>Lamps</short>',
    ...list.map(({ protocol, ports }) => `  <port port="${written(ports, '-')}" protocol="${protocol}"/>`),
    '</service>\n',
  ].join('\n'),
  said: list.map(saidOf),
}))

/** Documents without a fault, in every format, with what they claim. */
export const valid: fc.Arbitrary<Valid> = fc.oneof(...ways.map(tablesWritten), commandLines, services)

/** The same, damaged. */
export const damaged = fc
  .tuple(valid, valid, fc.nat())
  .map(([{ path, text }, other, seed]) => ({ path, text: mutated(text, randomOf(seed), other.text) }))
