import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Claim } from '../../schema/types.ts'
import { folderWith, portolan, put, type Tree } from './helpers.ts'

const rows = ['7001 | TCP | keepers', '7002 | UDP | pilots']
const markdown = (lines = rows) =>
  `| Port | Protocol | Source |\n| --- | --- | --- |\n${lines.map(line => `| ${line} |\n`).join('')}`
const asciidoc = `|===\n|Port |Protocol |Source\n\n${rows.map(row => `|${row.replaceAll(' | ', ' |')}\n`).join('')}|===\n`
const rst = `.. csv-table::\n   :header: Port, Protocol, Source\n\n${rows.map(row => `   ${row.replaceAll(' |', ',')}\n`).join('')}`

const cases: { title: string; part: string; text: string; page: string; ending: string }[] = [
  {
    title: 'Docusaurus: an import',
    part: 'docs/_rows.md',
    text: markdown(),
    page: 'import Rows from "./_rows.md"\n\n<Rows />\n',
    ending: 'mdx',
  },
  {
    title: 'MkDocs: a snippet',
    part: 'docs/rows.txt.md',
    text: markdown(),
    page: '--8<-- "rows.txt.md"\n',
    ending: 'md',
  },
  {
    title: 'Hugo: a shortcode',
    part: 'layouts/shortcodes/rows.md',
    text: markdown(),
    page: '{{% rows %}}\n',
    ending: 'md',
  },
  {
    title: 'AsciiDoc: an include',
    part: 'docs/rows.adoc',
    text: asciidoc,
    page: 'include::rows.adoc[]\n',
    ending: 'adoc',
  },
  {
    title: 'reStructuredText: an include',
    part: 'docs/rows.rst',
    text: rst,
    page: '.. include:: rows.rst\n',
    ending: 'rst',
  },
]

const heading = (ending: string, text: string) =>
  ending === 'adoc' ? `== ${text}` : ending === 'rst' ? `${text}\n${'='.repeat(text.length)}` : `## ${text}`

function siteOf({ part, text, page, ending }: (typeof cases)[number], subjects: string[]): Tree {
  const pages = subjects.map((subject, i) => [
    `docs/page-${i + 1}.${ending}`,
    `${heading(ending, subject)}\n\n${page}`,
  ])
  return { '.git': null, [part]: text, ...Object.fromEntries(pages) }
}

async function claimsOf(cwd: string, ...args: string[]): Promise<Claim[]> {
  const { status, stdout, stderr } = await portolan(['extract', 'docs', '-f', 'json', ...args], { cwd })
  assert.is(status, 0, stderr)
  return JSON.parse(stdout)
}

for (const one of cases) {
  test(`${one.title} that three pages have is claimed once, with all three`, async () => {
    const cwd = folderWith(siteOf(one, ['Ports', 'Ports', 'Ports']))
    const claims = await claimsOf(cwd)
    const pages = [1, 2, 3].map(n => `docs/page-${n}.${one.ending}`)
    assert.equal(
      claims.map(({ ports, location, includedBy }) => [ports?.first, location.document, includedBy]),
      [
        [7001, one.part, pages],
        [7002, one.part, pages],
      ],
    )
    assert.is(new Set(claims.map(({ id }) => id)).size, 2)
  })
}

const [docusaurus] = cases

test('pages whose headings give different directions make different claims, with ids of their own', async () => {
  const headings = ['Inbound rules', 'Outbound rules', 'Inbound rules', 'Rules']
  const claims = await claimsOf(folderWith(siteOf(docusaurus!, headings)))
  const page = (...numbers: number[]) => numbers.map(n => `docs/page-${n}.mdx`)
  assert.equal(
    claims
      .filter(({ ports }) => ports?.first === 7001)
      .map(({ id, direction, includedBy }) => [id, direction, includedBy]),
    [
      ['docs/_rows.md:3:1', null, page(4)],
      ['docs/_rows.md:3:2', 'inbound', page(1, 3)],
      ['docs/_rows.md:3:3', 'outbound', page(2)],
    ],
  )
})

test('a page that includes a file twice claims it once', async () => {
  const site = siteOf(docusaurus!, ['Ports'])
  site['docs/page-1.mdx'] += '\n<Rows />\n'
  const claims = await claimsOf(folderWith(site))
  assert.equal(
    claims.map(({ id }) => id),
    ['docs/_rows.md:3:1', 'docs/_rows.md:4:1'],
  )
})

test('ndjson has the same claims, and a cache changes none', async () => {
  const cwd = folderWith(siteOf(docusaurus!, ['Ports', 'Ports']))
  const claims = await claimsOf(cwd)
  for (const _ of ['cold', 'warm']) {
    const { stdout } = await portolan(['extract', 'docs', '-f', 'ndjson', '--cache', '.cache'], { cwd })
    assert.equal(
      stdout
        .trim()
        .split('\n')
        .map(line => JSON.parse(line)),
      claims,
    )
  }
})

test('check reports a mistake in an included file once, with one claim', async () => {
  const cwd = folderWith(
    siteOf({ ...docusaurus!, text: markdown(['7009-7001 | TCP | keepers']) }, ['A', 'B']),
  )
  const { stdout } = await portolan(['check', 'docs', '-f', 'json', '--rule', 'reversed-range'], { cwd })
  const findings: { claims: string[] }[] = JSON.parse(stdout)
  assert.equal(
    findings.map(({ claims }) => claims),
    [['docs/_rows.md:3:1']],
  )
})

test('diff reports a change of an included file once', async () => {
  const cwd = folderWith(siteOf(docusaurus!, ['Ports', 'Ports']))
  const after = siteOf({ ...docusaurus!, text: markdown(['7003 | TCP | keepers', rows[1]!]) }, [
    'Ports',
    'Ports',
  ])
  put(cwd, Object.fromEntries(Object.entries(after).map(([name, text]) => [`after/${name}`, text])))
  const { stdout } = await portolan(['diff', 'docs', 'after/docs', '-f', 'json', '--no-findings'], { cwd })
  assert.is(JSON.parse(stdout).changes.length, 1, stdout)
})

test.run()
