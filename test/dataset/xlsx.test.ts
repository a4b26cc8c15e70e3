import path from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import readExcelFile, { type CellValue } from 'read-excel-file/node'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { subsetOf } from '../../dataset/export/flows.ts'
import { type Dataset, loadDataset } from '../../dataset/files.ts'
import { lineUrlIn, sheetsOf } from '../../dataset/pack/sheets.ts'
import { toXlsx } from '../../dataset/pack/xlsx.ts'
import { cellOf, columns } from '../../dataset/table.ts'
import { areaOf } from '../../reconcile/index.ts'
import { claim, flow } from '../reconcile/build.ts'

const all = loadDataset(path.join(import.meta.dirname, '../../dataset'))
// Documents that are kept here lead to lines of this repository.
const dataset = subsetOf(
  all,
  all.flows.filter(({ archived }) => archived),
)
const lineUrl = lineUrlIn({ version: '1.2.3', repository: 'git+https://github.com/someone/charts.git' })
const bytes = await toXlsx(dataset, lineUrl)

async function read(file: Uint8Array): Promise<Map<string, (CellValue | null)[][]>> {
  const sheets = await readExcelFile(Buffer.from(file), { trim: false })
  return new Map(sheets.map(({ sheet, data }) => [sheet, data]))
}

/** The XML of a part, as it is. */
function part(file: Uint8Array, name: string): string {
  return strFromU8(unzipSync(file)[name]!)
}

const sheets = await read(bytes)
const products = [...new Set(dataset.flows.map(({ product }) => product))]

test('a sheet for each product, the matrix, the claims, the documents and the roles', () => {
  const more = ['From To matrix', 'Claims made', 'Source documents', 'Roles and groups']
  assert.equal([...sheets.keys()], [...products, ...more])
})

test('the flows are those of the data, cell by cell', () => {
  for (const product of products) {
    const [header, ...rows] = sheets.get(product)!
    assert.equal(
      header,
      columns.map(({ name }) => name),
    )
    const own = dataset.flows.filter(flow => flow.product === product)
    assert.equal(
      rows,
      own.map(flow => columns.map(({ value }) => cellOf(value(flow)) || null)),
    )
  }
})

test('the matrix has each flow where its ends cross', () => {
  const [header = [], ...rows] = sheets.get('From To matrix')!
  for (const { from, to, ports, ...flow } of dataset.flows) {
    const row = rows.find(cells =>
      [...areaOf(flow).split('/'), from.id].every((value, i) => cells[i] === value),
    )
    const cell = String(row?.[header.indexOf(to.id)])
    if (ports) assert.match(cell, new RegExp(`\\b${ports.first}\\b`))
  }
})

test('the claims are those of the data', () => {
  const [, ...rows] = sheets.get('Claims made')!
  assert.equal(
    rows.map(([id, place]) => [id, place]),
    dataset.claims.map(({ id, location }) => [id, `${location.document}:${location.line}`]),
  )
})

test('headers stay in sight and have filters, first columns stay too', () => {
  for (const [i, [name, rows]] of [...sheets].entries()) {
    const xml = part(bytes, `xl/worksheets/sheet${i + 1}.xml`)
    const pane =
      /<pane ySplit="1" xSplit="(\d)" topLeftCell="\w2" activePane="bottomRight" state="frozen"\/>/.exec(xml)
    assert.is(pane?.[1], name === 'From To matrix' ? '3' : '1', name)
    const filter = /<\/sheetData><autoFilter ref="A1:[A-Z]+(\d+)"\/>/.exec(xml)
    assert.is(filter?.[1], String(rows.length), name)
  }
})

test('a place leads to the line of the source, as it was when the package was made', () => {
  const url = part(bytes, 'xl/worksheets/_rels/sheet1.xml.rels')
  const { document, line } = dataset.claims.find(({ id }) => id === dataset.flows[0]!.claims[0])!.location
  assert.match(
    url,
    `Target="https://github.com/someone/charts/blob/v1.2.3/${document}?plain=1#L${line}" TargetMode="External"`,
  )
  assert.match(part(bytes, 'xl/worksheets/sheet1.xml'), '<hyperlink ref="V2" r:id="link-1"/>')
})

test('without a repository a place leads to its claim', async () => {
  const bare = await toXlsx(dataset)
  const row = dataset.claims.findIndex(({ id }) => id === dataset.flows[0]!.claims[0]) + 2
  assert.match(
    part(bare, 'xl/worksheets/sheet1.xml').replaceAll('&apos;', "'"),
    `<hyperlink ref="V2" location="'Claims made'!A${row}"/>`,
  )
  assert.not.match(part(bare, 'xl/worksheets/_rels/sheet1.xml.rels'), 'hyperlink')
})

const repositories: {
  title: string
  repository?: string | { url?: string }
  version?: string
  expected: string | null
}[] = [
  {
    title: 'as npm writes it',
    repository: { url: 'git+https://github.com/a/b.git' },
    expected: 'https://github.com/a/b/blob/v1/d%20e.md?plain=1#L7',
  },
  {
    title: 'of SSH',
    repository: 'git@github.com:a/b-c.d.git',
    expected: 'https://github.com/a/b-c.d/blob/v1/d%20e.md?plain=1#L7',
  },
  { title: 'elsewhere', repository: 'https://example.org/a/b', expected: null },
  { title: 'one that pretends', repository: 'https://github.com.example.org/a/b', expected: null },
  { title: 'none', expected: null },
]
for (const { title, repository, expected } of repositories) {
  test(`repository: ${title}`, () => {
    const about = repository === undefined ? { version: '1' } : { version: '1', repository }
    assert.is(lineUrlIn(about)('d e.md', 7), expected)
  })
}

/** A dataset of one flow whose words are those of a stranger. */
const strange = (words: string): Dataset => ({
  ...dataset,
  claims: [claim({ description: words, source: [words] })],
  flows: [flow({ portText: words, conditions: [words], ports: null })],
})

for (const words of [
  '=HYPERLINK("https://example.org")',
  '\t=1',
  '@SUM(A1)',
  '1e5',
  'TRUE',
  '<b>&amp;"\'',
  '雾号',
]) {
  test(`a text stays a text: ${JSON.stringify(words)}`, async () => {
    const file = await toXlsx(strange(words))
    const [first, ...rest] = unzipped(file)
    assert.not.match([first, ...rest].join('\n'), '<f>')
    const written = await read(file)
    const port = columns.findIndex(({ name }) => name === 'port_text')
    assert.is(written.get('kubernetes')![1]![port], words)
    assert.is(written.get('Claims made')![1]!.at(-1), words)
  })
}

function unzipped(file: Uint8Array): string[] {
  return Object.entries(unzipSync(file)).flatMap(([name, content]) =>
    /sheet\d/.test(name) ? [strFromU8(content)] : [],
  )
}

test('the same bytes wherever the clock hangs, and parts that bear its first moment', async () => {
  const { TZ } = process.env
  try {
    process.env.TZ = 'Pacific/Apia'
    assert.is(Buffer.compare(await toXlsx(dataset, lineUrl), bytes), 0)
  } finally {
    if (TZ === undefined) delete process.env.TZ
    else process.env.TZ = TZ
  }
  const header = Buffer.from(bytes)
  assert.equal([header.readUInt16LE(10), header.readUInt16LE(12)], [0, (1 << 5) | 1])
})

test('a document that is fetched leads to the original, as far as that is known', () => {
  const [first, second] = dataset.sources
  const sources = [
    { ...first!, upstream: { url: 'https://example.org/a' }, origin: { file: 'a', url: null } },
    { ...second!, upstream: {}, origin: { file: 'b', url: null } },
  ]
  const claims = sources.map(({ document }) =>
    claim({ location: { document, line: 1, column: 1, endLine: 1, endColumn: 2 } }),
  )
  const made = sheetsOf({ ...dataset, sources, claims, flows: [] }, lineUrl).find(
    ({ name }) => name === 'Claims made',
  )
  assert.equal(made?.links, [{ row: 0, column: 1, url: 'https://example.org/a' }])
})

test('no flows: the sheets about them have headers only', () => {
  const [first, second] = sheetsOf({ ...dataset, flows: [] }, () => null)
  assert.equal([first!.name, first!.rows, second!.name], ['From To matrix', [], 'Claims made'])
})

test.run()
