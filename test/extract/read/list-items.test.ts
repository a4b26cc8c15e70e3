import fc from 'fast-check'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { listItem } from '../../../extract/read/list-items.ts'

const markdown = unified().use(remarkParse).use(remarkGfm).freeze()
const usual = unified().use(remarkRehype).freeze()
const quick = unified().use(remarkRehype, { handlers: { listItem } }).freeze()

const lists = [
  '- a\n- b\n',
  '- a\n\n- b\n',
  '- a\n\n  b\n- c\n',
  '- a\n  - b\n\n  - c\n- d\n',
  '1. [ ] a\n2. [x] b\n',
  '- [ ]\n-\n',
  '-\n\n- a\n',
  '> - a\n>\n> - b\n',
]

for (const list of lists)
  test(`items are made as remark-rehype makes them: ${JSON.stringify(list)}`, () => same(list))

test('items of any list are made as remark-rehype makes them', () => {
  const line = fc.constantFrom('- a', '- [x] b', '  - c', '  d', '', '', '1. e', '   - f', '> - g', '* h')
  fc.assert(fc.property(fc.array(line, { maxLength: 12 }), lines => same(lines.join('\n'))))
})

function same(text: string): void {
  const tree = markdown.parse(text)
  assert.equal(quick.runSync(structuredClone(tree)), usual.runSync(structuredClone(tree)))
}

test.run()
