import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { extract } from '../../extract/index.ts'
import { checkPlaces, told } from './helpers.ts'

// What browsers make of tables that are written oddly, told by the claims.

interface Case {
  title: string
  input: string
  /** Each claim: its line, protocol, ports and ends. */
  expected: string[]
}

const head = '<tr><th>Port<th>Protocol<th>Source'

const cases: Case[] = [
  {
    title: 'overlap: the later cell holds the slot, and says nothing of the column',
    input: `<table>${head}\n<tr><td>7000<td rowspan=2>TCP<td>boats\n<tr><td colspan=2>7001<td>ferries</table>`,
    expected: ['2: tcp 7000 boats', '3: - 7001 ferries'],
  },
  {
    title: 'rowspan=0 reaches to the end of its group',
    input: `<table><thead>${head}\n<tbody><tr><td>7000<td rowspan=0>UDP<td>boats\n<tr><td>7001<td>ferries\n<tbody><tr><td>7002<td>TCP<td>pilots</table>`,
    expected: ['2: udp 7000 boats', '3: udp 7001 ferries', '4: tcp 7002 pilots'],
  },
  {
    title: 'a row span ends with its group',
    input: `<table><thead>${head}\n<tbody><tr><td>7000<td rowspan=9>UDP<td>boats\n<tbody><tr><td>7001<td>TCP<td>ferries</table>`,
    expected: ['2: udp 7000 boats', '3: tcp 7001 ferries'],
  },
  {
    title: 'colspan=0 is one column',
    input: `<table>${head}\n<tr><td colspan=0>7000<td>TCP<td>boats</table>`,
    expected: ['2: tcp 7000 boats'],
  },
  ...['-2', 'x', '', '+1', '1.9', ' 1', '1;2'].map(span => ({
    title: `a span of “${span}” is one`,
    input: `<table>${head}\n<tr><td colspan="${span}" rowspan="${span}">7000<td>TCP<td>boats\n<tr><td>7001<td>UDP<td>ferries</table>`,
    expected: ['2: tcp 7000 boats', '3: udp 7001 ferries'],
  })),
  {
    title: 'a span beyond the last row and column',
    input: `<table>${head}\n<tr><td>7000<td rowspan=70000>TCP<td colspan=5000>boats\n<tr><td>7001<td>ferries</table>`,
    expected: ['2: tcp 7000 boats', '3: tcp 7001 ferries'],
  },
  {
    title: 'a foot written before the body stands in its place',
    input: `<table><thead>${head}\n<tfoot><tr><td>7009<td>TCP<td>pilots\n<tbody><tr><td>7000<td>UDP<td>boats</table>`,
    expected: ['2: tcp 7009 pilots', '3: udp 7000 boats'],
  },
  {
    title: 'two bodies share the head',
    input: `<table><thead>${head}\n<tbody><tr><td>7000<td>TCP<td>boats\n<tbody><tr><td>7001<td>UDP<td>ferries</table>`,
    expected: ['2: tcp 7000 boats', '3: udp 7001 ferries'],
  },
  {
    title: 'a head behind the body is the head still',
    input: `<table><tbody><tr><td>7000<td>TCP<td>boats\n<tr><td>7001<td>UDP<td>ferries</tbody>\n<thead>${head}</thead></table>`,
    expected: ['1: tcp 7000 boats', '2: udp 7001 ferries'],
  },
  {
    title: 'a nested table is of its cell',
    input: `<table>${head}\n<tr><td>7000<td>TCP<td><table><tr><td>boats<tr><td>ferries</table>\n<tr><td>7001<td>UDP<td>pilots</table>`,
    expected: ['2: tcp 7000 boats, ferries', '3: udp 7001 pilots'],
  },
  {
    title: 'rows without their tags: cells right in the table make one',
    input: `<table>${head}\n<tbody><td>7000<td>TCP<td>boats\n<tr><td>7001<td>UDP<td>ferries</table>`,
    expected: ['2: tcp 7000 boats', '3: udp 7001 ferries'],
  },
  {
    title: 'cells outside of a table are words only',
    input: '<p>Lamps</p>\n<tr><td>7000<td>TCP<td>boats</tr>',
    expected: [],
  },
  {
    title: 'what stands between rows is put before the table',
    input: `<table>${head}\n<p>Lamps burn.</p><tr><td>7000<td>TCP<td>boats</td></tr>\nOil.<tr><td>7001<td>UDP<td>ferries</table>`,
    expected: ['2: tcp 7000 boats', '3: udp 7001 ferries'],
  },
  {
    title: 'a table within a row ends the table before it',
    input: `<table>${head}\n<tr><td>7000<td>TCP<td>boats\n<tr><table>${head}\n<tr><td>7001<td>UDP<td>ferries</table>`,
    expected: ['2: tcp 7000 boats', '4: udp 7001 ferries'],
  },
  {
    title: 'a row of nothing but a covering cell',
    input: `<table>${head}\n<tr><td rowspan=2>7000<td rowspan=2>TCP<td rowspan=2>boats\n<tr>\n<tr><td>7001<td>UDP<td>ferries</table>`,
    expected: ['2: tcp 7000 boats', '4: udp 7001 ferries'],
  },
  {
    title: 'row heads in a column of their own',
    input: `<table>${head}\n<tr><th rowspan=2>7000<td>TCP<td>boats\n<tr><td>UDP<td>ferries</table>`,
    expected: ['2: tcp 7000 boats', '2: udp 7000 ferries'],
  },
  {
    title: 'columns that are declared but never filled',
    input: `<table><colgroup span=6></colgroup>${head}\n<tr><td>7000<td>TCP<td>boats</table>`,
    expected: ['2: tcp 7000 boats'],
  },
  {
    title: 'a head in two rows',
    input: `<table><tr><th rowspan=2>Port<th rowspan=2>Protocol<th colspan=2>Ends\n<tr><th>Source<th>Destination\n<tr><td>7000<td>TCP<td>boats<td>lamps</table>`,
    expected: ['3: tcp 7000 boats > lamps'],
  },
  {
    title: 'an end tag too many, and one too few',
    input: `<table>${head}</td></tr>\n<tr><td>7000</th><td>TCP<td>boats</div>\n<tr><td>7001<td>UDP<td><b>ferries\n</table>`,
    expected: ['2: tcp 7000 boats', '3: udp 7001 ferries'],
  },
  {
    title: 'comments and templates between cells are nothing',
    input: `<table>${head}\n<tr><td>7000<!-- <td>7009 --><td>TCP<template><td>UDP</template><td>boats</table>`,
    expected: ['2: tcp 7000 boats'],
  },
  {
    title: 'tags in capitals, attributes without quotes',
    input: `<TABLE BORDER=1><TR><TH>Port<TH>Protocol<TH>Source\n<TR><TD ROWSPAN=2>7000<TD>TCP<TD>boats\n<TR><TD>UDP<TD>ferries</TABLE>`,
    expected: ['2: tcp 7000 boats', '2: udp 7000 ferries'],
  },
]

for (const { title, input, expected } of cases) {
  test(title, async () => {
    const found = await extract('page.html', input)
    checkPlaces(input, found)
    assert.equal(found.claims.map(told), expected)
  })
  test(`${title}, in Markdown`, async () => {
    const text = `Tables:\n\n${input}\n`
    const found = await extract('page.md', text)
    checkPlaces(text, found)
    assert.equal(
      found.claims.map(claim =>
        told({ ...claim, location: { ...claim.location, line: claim.location.line - 2 } }),
      ),
      expected,
    )
  })
}

const rows = '<tr><th>Port<th>Protocol<th>Source</th></tr>\n<tr><td>7000<td>TCP<td>boats</td></tr>'
const caption = '<caption>Inbound rules for lamps</caption>'
const captions = [
  { title: 'first', input: `<table>${caption}\n${rows}</table>`, inside: true },
  { title: 'behind the rows', input: `<table>${rows}\n${caption}</table>`, inside: true },
  { title: 'between the rows', input: `<table>${rows.replace('\n', `\n${caption}`)}</table>`, inside: true },
  {
    title: 'the first of two',
    input: `<table>${caption}<caption>Outbound</caption>${rows}</table>`,
    inside: true,
  },
  {
    title: 'without an end',
    input: `<table><caption>Inbound rules for lamps\n${rows}</table>`,
    inside: true,
  },
  { title: 'outside of any table', input: `${caption}\n<table>${rows}</table>`, inside: false },
]
for (const { title, input, inside } of captions) {
  test(`caption ${title}`, async () => {
    const { claims } = await extract('page.html', input)
    const found = claims.map(({ direction, context }) => [direction, ...context])
    assert.equal(found, [inside ? ['inbound', 'Inbound rules for lamps'] : ['inbound']])
  })
}

test.run()
