import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { extract } from '../../extract/index.ts'
import { showPorts } from '../extract/helpers.ts'
import { runs } from '../runs.ts'

// The same statements, written in another way: the same claims, places aside.

const fields = ['description', 'ports', 'protocol', 'source', 'destination'] as const
type Field = (typeof fields)[number]
type Row = Record<Field, string>

/** A table as a page of documentation has it: its rows, and the words above its columns; null for none. */
interface Table {
  rows: Row[]
  columns: { header: string; cells: string[] }[]
}

const machines = ['keepers', 'pilots', 'lamp hub', 'buoy relay', 'harbour office', 'ferry piers']
const purposes = [
  'Lamp control',
  'Tide tables',
  'Signal exchange',
  'Log transfer',
  'Crew sign-on',
  'Heartbeat',
]
const known = [22, 443, 2379, 5432, 6443, 8080, 8443, 9090, 9100, 10250]
const port = fc.oneof(fc.constantFrom(...known), fc.integer({ min: 1025, max: 49_000 }))
const ports = fc.oneof(
  { weight: 4, arbitrary: port.map(String) },
  { weight: 1, arbitrary: fc.tuple(port, fc.integer({ min: 1, max: 40 })).map(([a, n]) => `${a}-${a + n}`) },
  { weight: 1, arbitrary: fc.uniqueArray(port, { minLength: 2, maxLength: 3 }).map(list => list.join(', ')) },
)
const row: fc.Arbitrary<Row> = fc
  .record({
    description: fc.constantFrom(...purposes),
    ports,
    protocol: fc.constantFrom('TCP', 'TCP', 'UDP', 'TCP/UDP'),
    ends: fc.shuffledSubarray(machines, { minLength: 2, maxLength: 2 }),
  })
  .map(({ ends: [source, destination], ...rest }) => ({
    ...rest,
    source: source!,
    destination: destination!,
  }))
const rows = fc.uniqueArray(row, { minLength: 3, maxLength: 6, selector: ({ ports }) => ports })

const headers: Record<Field, string> = {
  description: 'Purpose',
  ports: 'Port',
  protocol: 'Protocol',
  source: 'Source',
  destination: 'Destination',
}
const tableOf = (rows: Row[], order: readonly Field[] = fields): Table => ({
  rows,
  columns: order.map(field => ({ header: headers[field], cells: rows.map(each => each[field]) })),
})
const linesOf = ({ rows, columns }: Table) => [
  columns.map(({ header }) => header),
  ...rows.map((_, i) => columns.map(({ cells }) => cells[i]!)),
]

const title = 'Required ports'
const markdownLines = ([head = [], ...body]: string[][]) =>
  [head, head.map(() => '---'), ...body].map(cells => `| ${cells.join(' | ')} |\n`).join('')
const htmlLines = (lines: string[][], head: 'th' | 'td' = 'th') =>
  `<table>\n${lines.map((cells, i) => `<tr>${cells.map(cell => (i === 0 ? `<${head}>${cell}</${head}>` : `<td>${cell}</td>`)).join('')}</tr>\n`).join('')}</table>\n`

const formats: Record<string, (lines: string[][]) => [path: string, text: string]> = {
  Markdown: lines => ['page.md', `# ${title}\n\n${markdownLines(lines)}`],
  HTML: lines => ['page.html', `<h1>${title}</h1>\n${htmlLines(lines)}`],
  AsciiDoc: lines => [
    'page.adoc',
    `= ${title}\n\n[%header]\n|===\n${lines.map(cells => `${cells.map(cell => `|${cell}`).join(' ')}\n`).join('\n')}|===\n`,
  ],
  reStructuredText: lines => [
    'page.rst',
    `${title}\n${'='.repeat(title.length)}\n\n.. list-table::\n   :header-rows: 1\n\n${lines.map(cells => cells.map((cell, i) => `   ${i === 0 ? '*' : ' '} - ${cell}\n`).join('')).join('')}`,
  ],
  CSV: lines => ['ports.csv', lines.map(cells => `${cells.map(cell => `"${cell}"`).join(',')}\n`).join('')],
}

type Part = 'protocol' | 'ports' | 'ends'

/** What claims say, sorted. */
async function said(
  [path, text]: [string, string],
  parts: Part[] = ['protocol', 'ports', 'ends'],
): Promise<string[]> {
  const { claims } = await extract(path, text)
  return claims
    .map(({ protocol, ports, source, destination }) =>
      [
        parts.includes('ports') ? ports && showPorts(ports) : '',
        parts.includes('protocol') ? protocol : '',
        ...(parts.includes('ends')
          ? [source, destination].map(ends => ends.map(({ label }) => label).join())
          : []),
      ].join(' '),
    )
    .sort()
}

/** What rows say, in the same form. */
function expected(rows: Row[], parts: Part[] = ['protocol', 'ports', 'ends']): string[] {
  return rows
    .flatMap(({ ports, protocol, source, destination }) =>
      ports.split(', ').flatMap(each =>
        protocol
          .toLowerCase()
          .split('/')
          .map(name =>
            [
              parts.includes('ports') ? each : '',
              parts.includes('protocol') ? name : '',
              ...(parts.includes('ends') ? [source, destination] : []),
            ].join(' '),
          ),
      ),
    )
    .sort()
}

/** A way to write rows. What a way leaves out, such as headers, cannot be known: only `parts` are compared. */
interface Way {
  title: string
  write(rows: Row[], order: Field[]): [path: string, text: string]
  parts?: Part[]
}

const markdown = formats.Markdown!
const unknown = ['Vosk', 'Trelm', 'Quabe', 'Zint', 'Plorf']
const prose = [
  'Ask the harbour office before you change this.',
  'Only crews on duty need it, as a rule.',
  'See the handbook of the lamp for more about it.',
]

const ways: Way[] = [
  ...Object.entries(formats).map(([name, write]) => ({
    title: name,
    write: (rows: Row[]) => write(linesOf(tableOf(rows))),
  })),
  { title: 'permuted columns', write: (rows, order) => markdown(linesOf(tableOf(rows, order))) },
  { title: 'permuted rows', write: rows => markdown(linesOf(tableOf(rows.toReversed()))) },
  {
    title: 'rows and columns exchanged',
    write: rows => {
      const lines = linesOf(tableOf(rows))
      return markdown(lines[0]!.map((_, column) => lines.map(cells => cells[column]!)))
    },
  },
  {
    title: 'an added column of prose',
    write: (rows, order) => {
      const table = tableOf(rows, order)
      const notes = { header: 'Notes', cells: rows.map((_, i) => prose[i % prose.length]!) }
      return markdown(linesOf({ rows, columns: [...table.columns, notes] }))
    },
  },
  {
    title: 'unknown header words',
    write: (rows, order) => {
      const [head = [], ...body] = linesOf(tableOf(rows, order))
      return markdown([head.map((_, i) => unknown[i]!), ...body])
    },
    parts: ['protocol', 'ports'],
  },
  {
    title: 'no header',
    write: (rows, order) => [
      'page.html',
      `<h1>${title}</h1>\n${htmlLines(linesOf(tableOf(rows, order)).slice(1), 'td')}`,
    ],
    parts: ['protocol', 'ports'],
  },
  {
    title: 'a list',
    write: rows => [
      'page.md',
      `# ${title}\n\n${rows.map(({ protocol, ports, source, destination }) => `- ${protocol} ${ports} from the ${source} to the ${destination}\n`).join('')}`,
    ],
  },
]

for (const { title, write, parts } of ways)
  test(`the same claims: ${title}`, async () => {
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.shuffledSubarray([...fields], { minLength: fields.length }),
        async (rows, order) => {
          const written = write(rows, order)
          assert.equal(await said(written, parts), expected(rows, parts), written[1])
        },
      ),
      runs(120),
    )
  })

test.run()
