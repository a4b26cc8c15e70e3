import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { createVocabulary, extract } from '../../extract/index.ts'
import { showPorts } from './helpers.ts'

const markdown = (first: string, ...rows: string[]) =>
  `${[first, first.replace(/[^|]+/g, ' --- '), ...rows].map(row => `|${row}|`).join('\n')}\n`
const ports = markdown('Port|Protocol|Source', '7001|TCP|keepers', '7002|UDP|pilots')
const strange = markdown('Thing|Value|Who', 'lamp|5|keepers', 'buoy|6|pilots')

/** What claims say: ports, source, destination, description. */
async function said(path: string, text: string, ...additions: object[]): Promise<string[]> {
  const vocabulary = createVocabulary(additions as Record<string, unknown>[])
  const { claims } = await extract(path, text, { vocabulary })
  return claims.map(({ ports, source, destination, description }) =>
    [ports && showPorts(ports), source[0]?.label, destination[0]?.label, description]
      .map(word => word ?? '')
      .join('/'),
  )
}

const formats = [
  { path: 'a.md', comment: (text: string) => `<!-- ${text} -->`, table: ports },
  { path: 'a.mdx', comment: (text: string) => `{/* ${text} */}`, table: ports },
  {
    path: 'a.html',
    comment: (text: string) => `<!-- ${text} -->`,
    table:
      '<table>\n<tr><th>Port<th>Protocol<th>Source\n<tr><td>7001<td>TCP<td>keepers\n<tr><td>7002<td>UDP<td>pilots\n</table>\n',
  },
  {
    path: 'a.adoc',
    comment: (text: string) => `// ${text}`,
    table: '|===\n|Port |Protocol |Source\n\n|7001 |TCP |keepers\n|7002 |UDP |pilots\n|===\n',
  },
  {
    path: 'a.rst',
    comment: (text: string) => `.. ${text}`,
    table:
      '.. csv-table::\n   :header: Port, Protocol, Source\n\n   7001, TCP, keepers\n   7002, UDP, pilots\n',
  },
]

for (const { path, comment, table } of formats) {
  test(`${path}: a comment excludes the next block alone`, async () => {
    assert.equal(await said(path, `${comment('portolan-ignore -- retired')}\n\n${table}\n${table}`), [
      '7001/keepers//',
      '7002/pilots//',
    ])
  })
  test(`${path}: a comment gives the columns of the next table`, async () => {
    assert.equal(await said(path, `${comment('portolan-table ports=1 destination="Source"')}\n\n${table}`), [
      '7001//keepers/',
      '7002//pilots/',
    ])
  })
}

const cases: { title: string; text: string; additions?: object[]; expected: string[] }[] = [
  {
    title: 'a table that nothing speaks for is read as a comment says',
    text: `<!-- portolan-table ports=2 destination=1 source=Who -->\n\n${strange}`,
    expected: ['5/keepers/lamp/', '6/pilots/buoy/'],
  },
  {
    title: 'a table without a header',
    text: `<!-- portolan-table ports=2 source=3 header=0 -->\n\n${strange.replace('Value', '4')}`,
    expected: ['4/Who//Thing', '5/keepers//lamp', '6/pilots//buoy'],
  },
  {
    title: 'a transposed table',
    text: `<!-- portolan-table transposed ports=2 source=1 -->\n\n${markdown('Who|keepers|pilots', 'Value|5|6')}`,
    expected: ['5/keepers//', '6/pilots//'],
  },
  {
    title: 'a comment above a heading excludes its section',
    text: `<!-- portolan-ignore -->\n\n## Old\n\n${ports}\nPort 7003 must be open.\n\n### Older\n\n${ports}\n## New\n\n${ports}`,
    expected: ['7001/keepers//', '7002/pilots//'],
  },
  {
    title: 'a comment above a list excludes its items',
    text: '<!-- portolan-ignore -->\n\n- TCP 7001 for lamps\n- TCP 7002 for buoys\n\nPort 7003 must be open.\n',
    expected: ['7003///'],
  },
  {
    title: 'a comment that code shows is none',
    text: `\`\`\`html\n<!-- portolan-ignore -->\n\`\`\`\n\n${ports}`,
    expected: ['7001/keepers//', '7002/pilots//'],
  },
  {
    title: 'a setting finds its blocks by heading, and by words in them',
    text: `## Moorings\n\n${strange}\n## Others\n\n${ports}\n${strange}`,
    additions: [
      {
        blocks: [
          { heading: 'moorings', columns: { ports: 'Value', source: 'Who' } },
          { text: '7002|UDP', ignore: true },
        ],
      },
    ],
    expected: ['5/keepers//lamp', '6/pilots//buoy'],
  },
  {
    title: 'a setting for other files changes nothing',
    text: ports,
    additions: [{ blocks: [{ files: ['docs/*.md', '!docs/b.md'], ignore: true }] }],
    expected: ['7001/keepers//', '7002/pilots//'],
  },
  {
    title: 'a comment goes before a setting',
    text: `<!-- portolan-table ports=1 destination=3 -->\n\n${ports}`,
    additions: [{ blocks: [{ files: '*.md', columns: { source: 3 } }] }],
    expected: ['7001//keepers/', '7002//pilots/'],
  },
  {
    title: 'header words',
    text: markdown('Anleger|Rufer', '7001|keepers', '7002|pilots'),
    additions: [{ headers: { ports: ['Anleger'], source: ['Rufer'] } }],
    expected: ['7001/keepers//', '7002/pilots//'],
  },
]

for (const { title, text, additions = [], expected } of cases)
  test(title, async () => assert.equal(await said('page.md', text, ...additions), expected))

const faults: [title: string, comment: string, message: string][] = [
  [
    'nothing follows',
    `${ports}\n<!-- portolan-ignore -->`,
    '`portolan-ignore` has no effect: nothing follows it',
  ],
  [
    'no table follows',
    '<!-- portolan-table ports=2 -->\n\nWords.',
    '`portolan-table` has no effect: no table follows it',
  ],
  [
    'an unknown field',
    `<!-- portolan-table prots=2 -->\n\n${ports}`,
    '`portolan-table` has no effect: `prots` is not known; did you mean `ports`?',
  ],
  [
    'no column',
    `<!-- portolan-table -->\n\n${ports}`,
    '`portolan-table` has no effect: it names no column; write `ports=2`, for example',
  ],
  [
    'a column that is not there',
    `<!-- portolan-table source=Whom -->\n\n${ports}`,
    '`portolan-table` in line 1 names column “Whom”; this table has 1 “Port”, 2 “Protocol”, 3 “Source”',
  ],
]

for (const [title, text, message] of faults)
  test(`reported: ${title}`, async () => {
    const { messages, claims } = await extract('page.md', text)
    assert.equal(
      messages.filter(({ ruleId }) => ruleId === 'unused-setting').map(({ reason }) => reason),
      [message],
    )
    assert.is(claims.length, text.includes('7001') ? 2 : 0)
  })

test('the settings that were used are named by their paths', async () => {
  const vocabulary = createVocabulary([
    {
      headers: { ports: ['Anleger', 'Port'] },
      blocks: [
        { heading: 'Old', ignore: true },
        { text: '7001', ignore: true },
      ],
    },
  ])
  const { used } = await extract('page.md', ports, { vocabulary })
  assert.equal(used, ['/words/ports/1', '/blocks/1'])
})

test.run()
