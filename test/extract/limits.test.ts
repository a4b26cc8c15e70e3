import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { type Extraction, extract, LimitError, type Options } from '../../extract/index.ts'

const head = '| Protocol | Port | Source |\n| --- | --- | --- |\n'
const row = '| TCP | 7001 | keepers |\n'
const include = (name: string) => `-8<- "${name}"\n\n`
const matrix = (columns: number, rows: number) =>
  `<table><tr><th>From/To<th colspan=${columns}>lamps</tr><tr><th>bells<td colspan=${columns} rowspan=65534>TCP 80</tr>${'<tr><th>gulls</tr>'.repeat(rows)}</table>`

interface Case {
  title: string
  document?: string
  text: string
  options?: Options
  /** What stands behind the path of the document. */
  error: string
}

const cases: Case[] = [
  {
    title: 'size',
    text: `${head}${row}`,
    options: { limits: { size: 50 } },
    error: 'is longer than 50 characters; raise the limit with limits.size',
  },
  {
    title: 'nesting',
    document: 'page.html',
    text: `\n${'<div>'.repeat(201)}`,
    error: 'line 2: is nested deeper than 200 levels; raise the limit with limits.nesting',
  },
  {
    title: 'marks',
    text: `TCP ports [${'*'.repeat(9)}]: ${'a* '.repeat(9)}\n`,
    options: { limits: { marks: 8 } },
    error: 'line 1: has too many “*” in one paragraph; raise the limit with limits.marks',
  },
  {
    title: 'nesting that leaves a parser no room, of elements',
    document: 'page.html',
    text: '<div>'.repeat(4000),
    options: { limits: { nesting: 5000 } },
    error: 'is nested too deeply to be read',
  },
  {
    title: 'nesting that leaves a parser no room, of quotes',
    text: `${'>'.repeat(4000)} TCP port 22\n`,
    options: { limits: { nesting: 5000 } },
    error: 'is nested too deeply to be read',
  },
  {
    title: 'cells that spans carry from row to row',
    document: 'page.html',
    text: `\n<table><tr><th>Port${'<td colspan=1000 rowspan=65534>80'.repeat(9)}</tr>${'<tr><td>80</tr>'.repeat(100)}</table>`,
    options: { limits: { cells: 500 } },
    error: 'a table (line 2) has more than 500 cells; raise the limit with limits.cells',
  },
  {
    title: 'more columns than anything can deal with',
    document: 'page.html',
    text: `<table><tr><th>Port${'<td colspan=1000>80'.repeat(11)}</tr></table>`,
    error: 'a table (line 1) has more than 10000 columns',
  },
  {
    title: 'short rows below a wide header, which are filled up',
    text: `Words.\n\n${'|a'.repeat(90)}|\n${'|-'.repeat(90)}|\n${'|b\n'.repeat(90)}`,
    options: { limits: { cells: 5000 } },
    error: 'a table (line 3) has more than 5000 cells; raise the limit with limits.cells',
  },
  {
    title: 'cells of AsciiDoc that are written once and stand many times',
    document: 'page.adoc',
    text: `|===\n${'999*|a\n'.repeat(9)}|===\n`,
    options: { limits: { cells: 5000 } },
    error: 'a table (line 7) has more than 5000 cells; raise the limit with limits.cells',
  },
  {
    title: 'the same within each other',
    document: 'page.adoc',
    text: '|===\n|a\n\n99*a|\n!===\n99*!b\n!===\n|===\n',
    options: { limits: { cells: 5000 } },
    error: 'a table (line 6) has more than 5000 cells; raise the limit with limits.cells',
  },
  {
    title: 'columns of AsciiDoc by their number',
    document: 'page.adoc',
    text: `Words.\n\n[cols="${'999*,'.repeat(9)}1"]\n|===\n|a\n|===\n`,
    options: { limits: { cells: 5000 } },
    error: 'a table (line 3) has more than 5000 cells; raise the limit with limits.cells',
  },
  {
    title: 'a cell of a matrix that makes more claims than it has characters',
    document: 'page.html',
    text: matrix(1000, 80),
    error: 'makes more than 50000 claims; raise the limit with limits.claims',
  },
  {
    title: 'claims of several blocks',
    text: `${head}${row}\nOpen TCP port 80 on each keeper.\n\nOpen TCP port 81 on each keeper.\n`,
    options: { limits: { claims: 2 } },
    error: 'makes more than 2 claims; raise the limit with limits.claims',
  },
  {
    title: 'a heading that stands in every claim below it',
    text: `# ${'x'.repeat(1000)}\n\n${head}${row.repeat(20)}`,
    options: { limits: { claimText: 20_000 } },
    error: 'makes claims of more than 20000 characters in all; raise the limit with limits.claimText',
  },
  {
    title: 'includes within includes',
    text: include('a'),
    options: { resolve: (_name, _target, from) => ({ path: `${from}/a`, text: include('a') }) },
    error:
      'has includes within includes more than 8 deep: page.md/a/a/a/a/a/a/a/a/a; raise the limit with limits.includes',
  },
  {
    title: 'a tree of includes that fans out',
    text: include('a').repeat(10),
    options: {
      resolve: (_name, _target, from) => ({
        path: `${from}/a`,
        text: from.length > 15 ? row : include('a').repeat(10),
      }),
      limits: { included: 100 },
    },
    error: 'has more than 100 includes in all; raise the limit with limits.included',
  },
  {
    title: 'a large part that is included again and again',
    text: include('a').repeat(11),
    options: {
      resolve: () => ({ path: 'a.md', text: 'Words.\n'.repeat(10) }),
      limits: { includedSize: 700 },
    },
    error: 'includes more than 700 characters in all; raise the limit with limits.includedSize',
  },
  {
    title: 'a part that is too large',
    text: include('a'),
    options: { resolve: () => ({ path: 'a.md', text: 'Words.\n'.repeat(10) }), limits: { size: 60 } },
    error: 'includes a.md, which is longer than 60 characters; raise the limit with limits.size',
  },
  {
    title: 'a table of a part',
    text: include('a'),
    options: { resolve: () => ({ path: 'a.md', text: `\n${head}${row}` }), limits: { cells: 5 } },
    error: 'a table (line 2 of a.md) has more than 5 cells; raise the limit with limits.cells',
  },
]

for (const { title, document = 'page.md', text, options, error } of cases) {
  test(`beyond a limit: ${title}`, async () => {
    const thrown = await errorOf(() => extract(document, text, options))
    assert.equal([thrown.document, thrown.message], [document, `${document}: ${error}`])
  })
}

async function errorOf(step: () => Promise<Extraction>): Promise<LimitError> {
  try {
    await step()
  } catch (error) {
    if (error instanceof LimitError) return error
    throw error
  }
  throw new Error('no limit was met')
}

const within: { title: string; document?: string; text: string; options: Options; claims: number }[] = [
  {
    title: 'as many cells and claims as may be',
    text: `${head}${row}${row}`,
    options: { limits: { size: 101, cells: 9, claims: 2 } },
    claims: 2,
  },
  {
    title: 'a matrix that makes as many claims as may be',
    document: 'page.html',
    text: matrix(10, 4),
    options: { limits: { claims: 50 } },
    claims: 50,
  },
  {
    title: 'as many includes, as deep, as may be',
    text: include('a'),
    options: {
      resolve: (_name, _target, from) => ({
        path: `${from}/a`,
        text: from === 'page.md/a' ? `${head}${row}` : include('a'),
      }),
      limits: { includes: 2, included: 2 },
    },
    claims: 1,
  },
]

for (const { title, document = 'page.md', text, options, claims } of within)
  test(`within the limits: ${title}`, async () => {
    assert.is((await extract(document, text, options)).claims.length, claims)
  })

test('what includes itself is read once, and that is said where it stands', async () => {
  const texts: Record<string, string> = {
    page: `${head}${row}\n${include('part')}`,
    part: `${head}${row}\n${include('page')}${include('part')}`,
  }
  const { claims, messages } = await extract('page.md', texts.page!, {
    resolve: (_name, target) => ({ path: `${target}.md`, text: texts[target]! }),
  })
  assert.equal(
    claims.map(({ id }) => id),
    ['page.md:3:1', 'part.md:3:1'],
  )
  assert.equal(messages.map(String), [
    'part.md:5:1-5:12: includes itself, which is left out: page.md → part.md → page.md',
    'part.md:7:1-7:12: includes itself, which is left out: part.md → part.md',
  ])
})

test('blocks of reStructuredText beyond what is read apart are said', async () => {
  const text = Array.from({ length: 60 }, (_, i) => `${' '.repeat(2 * i)}- a`).join('\n\n')
  const { messages } = await extract('page.rst', text)
  assert.equal(messages.map(String), ['page.rst:79:81: nested more than 40 deep: read as one paragraph'])
})

test.run()
