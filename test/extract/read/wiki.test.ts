import type { ElementContent, RootContent } from 'hast'
import { visit } from 'unist-util-visit'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { formatOf, read } from '../../../extract/read/index.ts'
import { fixtures } from '../helpers.ts'

/** A node as tags in brackets; of cells the spans, too. */
function show(node: RootContent | ElementContent): string {
  if (node.type === 'text') return node.value
  if (node.type !== 'element') return ''
  const { rowSpan, colSpan } = node.properties
  const spans = `${rowSpan ? `v${rowSpan}` : ''}${colSpan ? `>${colSpan}` : ''}`
  return `<${node.tagName}${spans} ${node.children.map(show).join('')}>`
}

const cases: { title: string; file: string; input: string; expected: string }[] = [
  { title: 'MoinMoin heading', file: 'a.moin', input: '= A b =', expected: '<h1 A b>' },
  { title: 'Textile heading', file: 'a.textile', input: 'h3(#id). A', expected: '<h3 A>' },
  {
    title: 'MediaWiki emphasis',
    file: 'a.mediawiki',
    input: "'''a''' ''b''",
    expected: '<p <strong a> <em b>>',
  },
  {
    title: 'links',
    file: 'a.mediawiki',
    input: '[[Page|words]] [[Other]] [https://a.example b c]',
    expected: '<p <a words> <a Other> <a b c>>',
  },
  {
    title: 'Jira link',
    file: 'a.wiki',
    input: 'h1. T\n[words|https://a.example]',
    expected: '<h1 T><p <a words>>',
  },
  {
    title: 'code in a line',
    file: 'a.moin',
    input: 'run {{{a|b}}} or `c`',
    expected: '<p run <code a|b> or <code c>>',
  },
  {
    title: 'a block of code keeps its marks',
    file: 'a.moin',
    input: '{{{#!sh\n||a||\n * b\n}}}\nc',
    expected: '<pre ||a||\n * b><p c>',
  },
  {
    title: 'nested lists',
    file: 'a.mediawiki',
    input: '* a\n** b\n* c\n# d',
    expected: '<ul <li <p a><ul <li <p b>>>><li <p c>>><ol <li <p d>>>',
  },
  {
    title: 'MoinMoin spans',
    file: 'a.moin',
    input: '||<|2> a ||b ||\n||||c ||\n||<-2 style="x"> d ||',
    expected: '<table <tbody <tr <tdv2 a><td b>><tr <td>2 c>><tr <td>2 d>>>>',
  },
  {
    title: 'a table that is never closed ends at the next heading',
    file: 'a.mediawiki',
    input: '{|\n| a || b\n== C ==\nd',
    expected: '<table <tbody <tr <td a><td b>>>><h2 C><p d>',
  },
  {
    title: 'a table in a cell',
    file: 'a.mediawiki',
    input: '{|\n| a\n|\n{|\n| b\n|}\n| c\n|}',
    expected: '<table <tbody <tr <td a><td <table <tbody <tr <td b>>>>><td c>>>>',
  },
  {
    title: 'entities',
    file: 'a.mediawiki',
    input: 'a&nbsp;b &#8211; &unknown;',
    expected: '<p a\u00a0b – &unknown;>',
  },
]

for (const { title, file, input, expected } of cases) {
  test(`wiki: ${title}`, async () => {
    const { tree } = await read(file, input)
    assert.is(tree.children.map(show).join(''), expected)
  })
}

for (const { name, input, text } of fixtures().filter(({ name }) => /^(?:wiki|csv)-/.test(name))) {
  test(`${name}: every word stands where its position says`, async () => {
    const { tree } = await read(input, text)
    visit(tree, 'text', ({ value, position }) => {
      const source = position && text.slice(position.start.offset, position.end.offset)
      if (position && !source!.startsWith('&')) assert.is(value, source)
    })
  })
}

const formats: { title: string; input: string; expected: string }[] = [
  { title: 'rows of MoinMoin', input: '||a||b||\n||c||d||\n', expected: 'wiki' },
  { title: 'headings of Jira', input: 'h2. Ports\n\nTCP 443\n', expected: 'wiki' },
  { title: 'a table of MediaWiki', input: 'Ports\n{| class="x"\n|-\n| a\n|}\n', expected: 'wiki' },
  { title: 'Markdown with an empty cell', input: '||a|\n|---|---|\n||b|\n', expected: 'markdown' },
  { title: 'Markdown with an underlined title', input: 'Ports\n=====\n\na || b\n', expected: 'markdown' },
]

for (const { title, input, expected } of formats)
  test(`format by text: ${title}`, () => assert.is(formatOf('a.txt', input), expected))

test.run()
