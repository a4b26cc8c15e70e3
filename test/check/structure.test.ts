import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { fix } from '../../check/fix.ts'
import { check, rules } from '../../check/index.ts'
import { oppositeOf } from '../../check/rules/structure/misnamed-column.ts'
import { runs } from '../runs.ts'

const structure = rules.filter(({ family }) => family === 'structure')

async function found(text: string, path = 'page.md') {
  return (await check([{ path, text }], structure)).findings
}

/** Rows of cells, the header first. */
type Cells = string[][]

const cell = fc.constantFrom(
  'TCP',
  '443',
  '30000-32767',
  'all nodes',
  '`etcd`',
  'Kubernetes API (local)',
  '节点',
)
const cells: fc.Arbitrary<Cells> = fc
  .integer({ min: 2, max: 5 })
  .chain(width =>
    fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 2, maxLength: 6 }),
  )
  .map(rows => [['Port', 'Protocol', 'Purpose', 'Version', 'Default'].slice(0, rows[0]!.length), ...rows])

const asPipes = ([header, ...rows]: Cells, ending = ' |') => {
  const line = (row: string[]) => `| ${row.join(' | ')}${ending}`
  return `${[line(header!), line(header!.map(() => '---')), ...rows.map(line)].join('\n')}\n`
}

const asTags = ([header, ...rows]: Cells) => {
  const line = (row: string[], tag: string) =>
    `<tr>${row.map(text => `<${tag}>${text}</${tag}>`).join('')}</tr>`
  return `<table>\n${[line(header!, 'th'), ...rows.map(row => line(row, 'td'))].join('\n')}\n</table>\n`
}

const even = (text: string) => text.replace(/\s+/g, ' ')

test('whole tables have no faults', async () => {
  await fc.assert(
    fc.asyncProperty(cells, async table => {
      for (const text of [asPipes(table), asPipes(table, ''), asTags(table)])
        assert.equal(await found(text), [], text)
    }),
    runs(100),
  )
})

test('rows that run together are parted as they were', async () => {
  await fc.assert(
    fc.asyncProperty(cells, fc.nat(), fc.constantFrom(' |', ''), async (table, n, ending) => {
      const at = 2 + (n % (table.length - 2))
      const lines = asPipes(table, ending).split('\n')
      const joined = [
        ...lines.slice(0, at),
        `${lines[at]!.replace(/ \|$/, '')} ${lines[at + 1]}`,
        ...lines.slice(at + 2),
      ]
      const text = joined.join('\n')
      const findings = (await found(text)).filter(({ rule }) => rule === 'joined-rows')
      assert.is(findings.length, 1, text)
      const whole = asPipes(table, ending).split('\n')
      whole[at] = `${whole[at]!.replace(/ \|$/, '')} |`
      assert.is(even(fix(text, findings).text), even(whole.join('\n')))
    }),
    runs(100),
  )
})

test('rows that run together in tags are parted as they were', async () => {
  await fc.assert(
    fc.asyncProperty(cells, fc.nat(), async (table, n) => {
      const at = n % (table.length - 2)
      let seen = -1
      const whole = asTags(table)
      const text = whole.replace(/<\/tr>\n<tr>(?=<td>)/g, tags => (++seen === at + 1 ? '' : tags))
      if (text === whole) return
      const findings = await found(text)
      assert.equal(
        findings.map(({ rule }) => rule),
        ['joined-rows'],
      )
      assert.is(fix(text, findings).text, whole)
    }),
    runs(100),
  )
})

test('rows that run together beside cells that span rows', async () => {
  const row = (...tds: string[]) =>
    `<tr>${tds.map(td => (td.startsWith('<') ? td : `<td>${td}</td>`)).join('')}</tr>`
  const whole = [
    '<table>',
    row('<th>From / To</th>', '<th>servers</th>', '<th>agents</th>'),
    row('<td rowspan="3">agents</td>', '6443 TCP', ''),
    row('9345 TCP', ''),
    row('<td colspan="2">8472 UDP</td>'),
    row('servers', '2379 TCP', '10250 TCP'),
    '</table>\n',
  ]
  for (const at of [2, 3, 4]) {
    const joined = [
      ...whole.slice(0, at),
      `${whole[at]}${whole[at + 1]}`.replace('</tr><tr>', ''),
      ...whole.slice(at + 2),
    ]
    const findings = await found(joined.join('\n'))
    assert.equal(
      findings.map(({ rule }) => rule),
      ['joined-rows'],
      joined.join('\n'),
    )
    assert.is(fix(joined.join('\n'), findings).text, whole.join('\n'))
  }
})

test('rows that run together in a quote', async () => {
  const text = '> | Port | Use |\n> | --- | --- |\n> | 80 | web | 443 | api |\n'
  assert.is(
    fix(text, await found(text)).text,
    '> | Port | Use |\n> | --- | --- |\n> | 80 | web |\n> | 443 | api |\n',
  )
})

test('headers for the other end', () => {
  for (const [header, opposite] of [
    ['Source', 'Destination'],
    ['destination', 'source'],
    ['FROM', 'TO'],
    ['To', 'From'],
    ['Source node', 'Destination node'],
    ['源', '目标'],
    ['送信元', '送信先'],
    ['Quelle', 'Ziel'],
    ['Component', null],
    ['Used By', null],
  ] as const)
    assert.is(oppositeOf(header), opposite, header)
})

test('a column is misnamed in whatever format', async () => {
  const adoc = (header: string) =>
    ['Inbound', 'Outbound']
      .map(
        (way, i) =>
          `== Server nodes - ${way} rules\n\n|===\n|Port |${[header, 'Destination'][i]}\n\n|443 |agents\n|===\n`,
      )
      .join('\n')
  const other = '== Agent nodes - Inbound rules\n\n|===\n|Port |Source\n\n|443 |servers\n|===\n'
  const says = (await found(adoc('Destination') + other, 'page.adoc')).map(
    ({ suggestion }) => suggestion?.replacement,
  )
  assert.equal(says, ['Source'])
  assert.equal(await found(adoc('Source') + other, 'page.adoc'), [])
})

test.run()
