import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { defaultLimits, LimitError } from '../../../extract/limits.ts'
import { guard } from '../../../extract/read/guard.ts'
import { read } from '../../../extract/read/index.ts'
import { Tally } from '../../../extract/tally.ts'

const limits = { ...defaultLimits, nesting: 3, marks: 4, blocks: 20 }

/** What each text is refused for; null where it is read. */
const cases: [title: string, format: Parameters<typeof guard>[2], text: string, reason: string | null][] = [
  ['quotes', 'markdown', 'a\n\n> > > b', null],
  ['quotes too deep', 'markdown', 'a\n\n> > > > > b', 'line 3: is nested deeper than 3 levels'],
  ['items on a line too deep', 'markdown', '- 1. - + - b', 'line 1: is nested deeper than 3 levels'],
  ['items side by side', 'markdown', '- a\n- b\n- c\n- d\n- e\n- f', null],
  [
    'items by indent too deep',
    'markdown',
    '- a\n  - b\n    - c\n      - d',
    'line 4: is nested deeper than 3 levels',
  ],
  ['items that come back', 'markdown', '- a\n  - b\n    - c\n- a\n  - b\n    - c', null],
  ['emphasis', 'markdown', 'a* b* c* d*', null],
  ['too much emphasis', 'markdown', 'a* b* c*\nd* e*', 'line 2: has too many “*” in one paragraph'],
  ['a paragraph each', 'markdown', 'a* b* c*\n\nd* e*', null],
  ['an item each', 'markdown', '1. a* b* c*\n2. d* e*', null],
  ['a row each', 'markdown', 'a | b\n--- | ---\na* | b*\na* | b*\na* | b*', null],
  [
    'rows without their table',
    'markdown',
    'a | b\n--- | --- | ---\na* | b*\na* | b*\na* | b*',
    'line 5: has too many “*” in one paragraph',
  ],
  ['lines', 'markdown', 'a\nb\nc\nd\n\na\nb\n\nc\n- a\n- b\n- c\n- d', null],
  ['too many lines', 'markdown', '- a\nb\nc\nd\ne', 'line 5: ends too many lines of one paragraph'],
  ['lines of code', 'markdown', 'a\n\n    b\n    c\n    d* e* f*\n\tg* h* i*\n    j', null],
  [
    'indented lines of an item',
    'markdown',
    '- a\n\n    b\n    c\n    d\n    e\n    f',
    'line 7: ends too many lines of one paragraph',
  ],
  ['footnotes side by side', 'markdown', '[^a]: a\n[^b]: b\n[^c]: c\n[^d]: d\n[^e]: e', null],
  [
    'footnotes within footnotes',
    'markdown',
    '[^a]: a\n    [^b]: b\n        [^c]: c\n            [^d]: d',
    'line 4: is nested deeper than 3 levels',
  ],
  [
    'indented lines of a footnote',
    'markdown',
    '[^a]: a\n\n    b\n    c\n    d\n    e\n    f',
    'line 7: ends too many lines of one paragraph',
  ],
  [
    'indented lines that go on with a paragraph',
    'markdown',
    'a\n    b\n    c\n    d\n    e',
    'line 5: ends too many lines of one paragraph',
  ],
  ['words behind a bracket', 'markdown', 'a b c d e f g h i j [k l m n](o/p)', null],
  [
    'too many words behind a bracket',
    'markdown',
    'a [b c d e f g h i j',
    'line 1: has too many words behind a “[” in one paragraph',
  ],
  ['a definition each', 'markdown', '[a]: b\n[c]: d\n[e]: f\n[g]: h\n[i]: j', null],
  ['code', 'markdown', '```\na* b* c* d* e*\n````\na*', null],
  ['HTML', 'markdown', '<div>\na* b* c* d* e*\n</div>', null],
  [
    'a quote is one paragraph',
    'markdown',
    '> a* b* c*\n> d* e*',
    'line 2: has too many “*” in one paragraph',
  ],
  ['a heading each', 'markdown', '# a* b* c*\n# d* e*', null],
  ['a heading with too many', 'markdown', '# a* b* c* d* e*', 'line 1: has too many “*” in one paragraph'],
  ['code spans', 'markdown', '`a` `b`', null],
  ['too many code spans', 'markdown', '`a` '.repeat(11), 'line 1: has too many “`” in one paragraph'],
  ['blocks', 'markdown', '- a\n'.repeat(10), null],
  ['too many items', 'markdown', '- a\n'.repeat(11), 'line 11: begins more than 20 blocks'],
  ['too many paragraphs', 'markdown', 'a\n\n'.repeat(21), 'line 41: begins more than 20 blocks'],
  ['too many headings', 'markdown', '# a\n'.repeat(21), 'line 21: begins more than 20 blocks'],
  [
    'too many cells',
    'markdown',
    `a | b\n--- | ---\n${'c | d\n'.repeat(10)}`,
    'line 11: begins more than 20 blocks',
  ],
  ['too many blocks of code', 'markdown', '```\na\n```\n'.repeat(21), 'line 61: begins more than 20 blocks'],
  ['lines of one block of code', 'markdown', `\`\`\`\n${'- a\n'.repeat(50)}`, null],
  ['too many tags', 'markdown', '<br> a '.repeat(21), 'line 1: has too many “<” in one paragraph'],
  ['too many links', 'markdown', 'a://b '.repeat(21), 'line 1: has too many “://” in one paragraph'],
  ['kinds of marks', 'markdown', 'a* b_ [c] ~ a@b d* e_ [f] ~', null],
  ['elements', 'html', '<div><ul><li><b>a</b></ul></div>', null],
  ['elements too deep', 'html', 'a\n<div><ul><li><b><i>a', 'line 2: is nested deeper than 3 levels'],
  ['elements that need no end', 'html', '<p>a<p>b<p>c<br><br><br><td><td><td><td>', null],
  ['tags in comments and scripts', 'html', '<!-- <b><b><b><b> --><script>"<b><b><b><b>"</script>', null],
  ['blocks', 'asciidoc', '====\n--\n****\na\n****\n--\n====\n====\na\n====', null],
  ['blocks too deep', 'asciidoc', '====\n--\n****\n_____\na', 'line 4: is nested deeper than 3 levels'],
  ['titles of two lines', 'asciidoc', 'Aaaa\n====\n\nBbbbb\n=====\n\nCcccccc\n-------\n\nDddd\n----\n', null],
  ['items too deep', 'asciidoc', '* a\n**** b', 'line 2: is nested deeper than 3 levels'],
]

for (const [title, format, text, reason] of cases) {
  test(`${format}: ${title}`, async () => {
    assert.is(
      await refusal(() => guard('page', text, format, limits)),
      reason && `page: ${reason}; raise the limit with limits.${limitOf(reason)}`,
    )
  })
}

test('what elements leave open in Markdown ends with their block', async () => {
  const blocks = '<div>\n\na\n\n'.repeat(6)
  assert.is(
    await refusal(() => read('page.md', blocks, 'markdown', { tally: new Tally('page.md', limits) })),
    null,
  )
})

test('elements within a block of Markdown are counted', async () => {
  const text = 'a\n\n<div><div><div><div>\n'
  assert.is(
    await refusal(() => read('page.md', text, 'markdown', { tally: new Tally('page.md', limits) })),
    'page.md: line 3: is nested deeper than 3 levels; raise the limit with limits.nesting',
  )
})

function limitOf(reason: string): string {
  return /deep/.test(reason) ? 'nesting' : /blocks/.test(reason) ? 'blocks' : 'marks'
}

async function refusal(work: () => unknown): Promise<string | null> {
  try {
    await work()
    return null
  } catch (error) {
    assert.instance(error, LimitError)
    return (error as LimitError).message
  }
}

test.run()
