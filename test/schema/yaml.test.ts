import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { extract } from '../../extract/index.ts'
import { parseYaml, YamlError } from '../../schema/yaml.ts'

const level = (i: number) =>
  `l${i}: &l${i} [${Array(10)
    .fill(`*l${i - 1}`)
    .join(', ')}]\n`
const bomb = `l0: &l0 lamp\n${Array.from({ length: 9 }, (_, i) => level(i + 1)).join('')}`

const bad: { title: string; text: string; line: number | null; says: RegExp }[] = [
  {
    title: 'aliases that unfold into a thousand million words',
    text: bomb,
    line: null,
    says: /unfold into too much/,
  },
  {
    title: 'brackets without end',
    text: '['.repeat(50_000) + ']'.repeat(50_000),
    line: null,
    says: /nested too deeply/,
  },
  {
    title: 'and as a mapping',
    text: '{a: '.repeat(50_000) + '}'.repeat(50_000),
    line: null,
    says: /nested too deeply/,
  },
  { title: 'and as a list', text: '- '.repeat(50_000), line: null, says: /nested too deeply/ },
  { title: 'a text that begins with *', text: 'a: *b', line: null, says: /Unresolved alias.*in quotes/ },
  { title: 'no YAML', text: 'a: 1\nb: [1', line: 2, says: /Flow sequence/ },
]
for (const { title, text, line, says } of bad)
  test(`yaml: ${title}`, () => {
    try {
      parseYaml(text)
    } catch (error) {
      assert.instance(error, YamlError)
      assert.match((error as YamlError).message, says)
      return assert.is((error as YamlError).line, line)
    }
    assert.unreachable()
  })

test('front matter: brackets without end are no reason to break down', async () => {
  const page = `---\n${'['.repeat(50_000)}\n---\n\nOpen TCP port 7000.\n`
  assert.equal(
    (await extract('a.md', page)).claims.map(({ ports }) => ports),
    [{ first: 7000, last: 7000 }],
  )
})

test('yaml: a few aliases are welcome', () => {
  assert.equal(parseYaml('a: &a [1]\nb: *a'), { a: [1], b: [1] })
})

test('yaml: no key reaches what all objects share', () => {
  const read = parseYaml('__proto__: { lamp: 1 }\nconstructor: { prototype: { lamp: 1 } }') as object
  assert.equal(Object.keys(read), ['__proto__', 'constructor'])
  assert.not.ok('lamp' in {})
  assert.not.ok('lamp' in read)
})

test('yaml: no tag makes anything but data', () => {
  assert.is(parseYaml('!!js/function "process.exit()"'), 'process.exit()')
})

test.run()
