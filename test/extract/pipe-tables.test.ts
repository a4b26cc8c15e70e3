import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { extract } from '../../extract/index.ts'
import { checkPlaces, told } from './helpers.ts'

// The edges of pipe tables, told by the claims: what is a table, where cells part, where the table ends.

interface Case {
  title: string
  input: string
  expected: string[]
}

const head = '| Port | Protocol | Source |\n| --- | --- | --- |'

const cases: Case[] = [
  {
    title: 'an escaped pipe parts no cells',
    input: `${head}\n| 7000 | TCP | boats \\| ferries |`,
    expected: ['3: tcp 7000 boats | ferries'],
  },
  {
    title: 'an escaped pipe in a code span, too',
    input: `${head}\n| 7000 | TCP | \`boats \\| ferries\` |`,
    expected: ['3: tcp 7000 boats | ferries'],
  },
  {
    title: 'a pipe in a code span parts cells all the same',
    input: `${head}\n| 7000 | TCP | \`boats | ferries\` |`,
    expected: ['3: tcp 7000 `boats'],
  },
  {
    title: 'fewer cells than the header: the others are empty',
    input: `${head}\n| 7000 | TCP |\n| 7001 |\n| 7002 | UDP | boats |`,
    expected: ['3: tcp 7000', '4: - 7001', '5: udp 7002 boats'],
  },
  {
    title: 'more cells than the header: the surplus is dropped',
    input: `${head}\n| 7000 | TCP | boats | 7009 | lamps |`,
    expected: ['3: tcp 7000 boats'],
  },
  {
    title: 'no pipes at the ends',
    input: 'Port | Protocol | Source\n--- | --- | ---\n7000 | TCP | boats\n7001 | UDP | ferries',
    expected: ['3: tcp 7000 boats', '4: udp 7001 ferries'],
  },
  {
    title: 'pipes at one end only',
    input: '| Port | Protocol | Source\n--- | --- | --- |\n7000 | TCP | boats |\n| 7001 | UDP | ferries',
    expected: ['3: tcp 7000 boats', '4: udp 7001 ferries'],
  },
  {
    title: 'one column says no protocol: words behind the port do',
    input: '| Port |\n| --- |\n| 7000/tcp |\n| 7001/udp |',
    expected: ['3: tcp 7000', '4: udp 7001'],
  },
  ...[
    '|:-:|-:|:-|',
    '|-|-|-|',
    '| :--- | :---: | ---: |',
    ':-|:-:|-:',
    '|---|---|---',
    '|\t---\t|\t---|---\t|',
  ].map(row => ({
    title: `alignment as ${JSON.stringify(row)}`,
    input: `| Port | Protocol | Source |\n${row}\n| 7000 | TCP | boats |`,
    expected: ['3: tcp 7000 boats'],
  })),
  ...[
    '| --- | --- |',
    '| --- | --- | --- | --- |',
    '| --- | -- - | --- |',
    '| :: | --- | --- |',
    '| === | === | === |',
  ].map(row => ({
    title: `no table below ${JSON.stringify(row)}`,
    input: `| Port | Protocol | Source |\n${row}\n| 7000 | TCP | boats |`,
    expected: [],
  })),
  {
    title: 'a table ends a paragraph without a blank line',
    input: `These are open:\n${head}\n| 7000 | TCP | boats |`,
    expected: ['4: tcp 7000 boats'],
  },
  {
    title: 'a blank line ends the table',
    input: `${head}\n| 7000 | TCP | boats |\n\n| 7001 | UDP | ferries |`,
    expected: ['3: tcp 7000 boats'],
  },
  {
    title: 'the line behind a table is a row without pipes',
    input: `${head}\n| 7000 | TCP | boats |\n7001`,
    expected: ['3: tcp 7000 boats', '4: - 7001'],
  },
  ...['## Others', '> quoted', '```\ncode\n```', '---'].map(block => ({
    title: `ended by ${JSON.stringify(block)}`,
    input: `${head}\n| 7000 | TCP | boats |\n${block}\n| 7001 | UDP | ferries |`,
    expected: ['3: tcp 7000 boats'],
  })),
  {
    title: 'in a list item',
    input: `- Lamps:\n\n  ${head.replace('\n', '\n  ')}\n  | 7000 | TCP | boats |\n- Others`,
    expected: ['5: tcp 7000 boats'],
  },
  {
    title: 'in a quote',
    input: `> ${head.replace('\n', '\n> ')}\n> | 7000 | TCP | boats |`,
    expected: ['3: tcp 7000 boats'],
  },
  {
    title: 'in a quote in a list',
    input: `1. Lamps\n   > ${head.replace('\n', '\n   > ')}\n   > | 7000 | TCP | boats |`,
    expected: ['4: tcp 7000 boats'],
  },
  {
    title: 'blanks and tabs at the ends and around cells',
    input: '|\tPort |Protocol|  Source\t|  \n|---|---|---|\t\n|7000\t|\tTCP|boats  |   ',
    expected: ['3: tcp 7000 boats'],
  },
  {
    title: 'indented by three blanks',
    input: `   ${head.replace('\n', '\n   ')}\n   | 7000 | TCP | boats |`,
    expected: ['3: tcp 7000 boats'],
  },
  {
    title: 'indented by four blanks it is code',
    input: `    ${head.replace('\n', '\n    ')}\n    | 7000 | TCP | boats |`,
    expected: [],
  },
  {
    title: 'a header and nothing below',
    input: head,
    expected: [],
  },
  {
    title: 'empty cells and empty rows',
    input: `${head}\n| | | |\n| 7000 | | boats |\n|||`,
    expected: ['4: - 7000 boats'],
  },
  {
    title: 'marks of emphasis, links and breaks in cells; what is struck out is not said',
    input: `${head}\n| **7000** | _TCP_ | [boats](/boats)<br>~~old~~ \`ferries\` |`,
    expected: ['3: tcp 7000 boats, ferries'],
  },
  {
    title: 'an entity for a pipe parts no cells',
    input: `${head}\n| 7000 | TCP | boats &#124; ferries |`,
    expected: ['3: tcp 7000 boats | ferries'],
  },
  {
    title: 'a header with an escaped pipe is read as both words',
    input: '| Port | Protocol | Source \\| From |\n| --- | --- | --- |\n| 7000 | TCP | boats |',
    expected: ['3: tcp 7000 boats'],
  },
  {
    title: 'two tables with a line between',
    input: `${head}\n| 7000 | TCP | boats |\n\nAnd:\n\n${head}\n| 7001 | UDP | ferries |`,
    expected: ['3: tcp 7000 boats', '9: udp 7001 ferries'],
  },
]

for (const { title, input, expected } of cases) {
  test(title, async () => {
    const found = await extract('page.md', input)
    checkPlaces(input, found)
    assert.equal(found.claims.map(told), expected)
  })
}

test('line ends of other systems give the same claims, in their places', async () => {
  for (const { title, input, expected } of cases)
    for (const end of ['\r\n', '\r']) {
      const text = input.replaceAll('\n', end)
      const found = await extract('page.md', text)
      checkPlaces(text, found)
      assert.equal(found.claims.map(told), expected, title)
    }
})

test.run()
