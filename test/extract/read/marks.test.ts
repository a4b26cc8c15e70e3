import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { takeMarks } from '../../../extract/read/marks/index.ts'
import { filler } from '../../../extract/read/mask.ts'
import { defaultVocabulary } from '../../../extract/vocabulary/default.ts'

const vocabulary = defaultVocabulary()

/** Words as a reader sees them: what stands for a mark is nothing. */
function words(text: string): string {
  return text.replaceAll(filler, ' ').trim().replace(/\s+/g, ' ')
}

/** Tabs by label, and the words that stand in them. */
function tabsOf(text: string): string[] {
  const { text: plain, marks } = takeMarks(text, vocabulary)
  return marks
    .filter(mark => mark.kind === 'tab')
    .map(({ label, start, end }) => `${label}: ${words(plain.slice(start, end))}`)
}

const tabs: { title: string; input: string; expected: string[] }[] = [
  { title: 'none', input: 'a b', expected: [] },
  { title: 'Hugo', input: '{{% tab "A" %}} one {{% /tab %}} two', expected: ['A: one'] },
  { title: 'Hugo, other brackets', input: '{{< tab "A" >}} one {{< /tab >}} two', expected: ['A: one'] },
  { title: 'Hugo, a named label', input: "{{< tab name='A b' >}} one {{< /tab >}}", expected: ['A b: one'] },
  {
    title: 'until the next one',
    input: '{{% tab "A" %}} one {{% tab "B" %}} two {{% /tab %}} three',
    expected: ['A: one', 'B: two'],
  },
  {
    title: 'until what holds it ends',
    input: '{{< tabs >}}{{% tab "A" %}} one {{< /tabs >}} two',
    expected: ['A: one'],
  },
  { title: 'until the end of the page', input: '{{% tab "A" %}} one', expected: ['A: one'] },
  {
    title: 'components',
    input: '<Tabs>\n<TabItem value="a" label="A b">\none\n</TabItem>\n</Tabs>\ntwo',
    expected: ['A b: one'],
  },
  {
    title: 'components, over several lines',
    input: '<TabItem\n  value="a"\n  label={"A > b"}\n>\none\n</TabItem>\ntwo',
    expected: ['A > b: one'],
  },
  { title: 'in fenced code', input: '```\n{{% tab "A" %}}\n```\none', expected: [] },
  { title: 'in a comment', input: '<!-- {{% tab "A" %}} --> one', expected: [] },
  { title: 'closed but never opened', input: '{{% /tab %}} one', expected: [] },
]

for (const { title, input, expected } of tabs) {
  test(`tabs: ${title}`, () => assert.equal(tabsOf(input), expected))
}

const blanked: { title: string; input: string; expected: string }[] = [
  { title: 'nothing to take', input: '| a | b |', expected: '| a | b |' },
  { title: 'a shortcode in a cell', input: '| 1{{< x >}} | b |', expected: `| 1${' '.repeat(9)} | b |` },
  {
    title: 'a mark in front of words: no indent that would make code of them',
    input: '- {{< x >}} a',
    expected: `- ${filler.repeat(9)} a`,
  },
  { title: 'a kramdown mark', input: 'a\n{: .b}\nc', expected: 'a\n      \nc' },
  { title: 'a container', input: ':::tip A\na\n:::', expected: '        \na\n   ' },
  { title: 'a component', input: 'a <B c="d" /> e', expected: `a ${' '.repeat(11)} e` },
  { title: 'a shortcode in square brackets', input: 'a [b c="d" /]', expected: `a ${' '.repeat(11)}` },
  { title: 'a link stays', input: '[b c="d"](e)', expected: '[b c="d"](e)' },
  { title: 'elements stay', input: '<b>a</b>', expected: '<b>a</b>' },
  { title: 'no line begins behind a bare carriage return', input: '`\r=== "A"\n', expected: '`\r=== "A"\n' },
  { title: 'nor behind a separator of lines', input: 'a\u2028!!! note\n', expected: 'a\u2028!!! note\n' },
  { title: 'half a shortcode stays', input: '{{< x', expected: '{{< x' },
  { title: 'fenced code stays', input: '~~~\n{{< x >}}\n~~~', expected: '~~~\n{{< x >}}\n~~~' },
]

for (const { title, input, expected } of blanked) {
  test(`blanked: ${title}`, () => assert.is(takeMarks(input, vocabulary).text, expected))
}

test.run()
