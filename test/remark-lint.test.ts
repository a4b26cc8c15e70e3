import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { VFile } from 'vfile'
import remarkLintPortolan, { type Options } from '../remark-lint.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'portolan-test-'))
test.after(() => rmSync(folder, { recursive: true }))

const table = `| Protocol | Port | Source | Destination | Description |
| --- | --- | --- | --- | --- |
| TCP | 2379 | etcd nodes | etcd nodes | etcd client requests |
| TCP | 379 | control plane nodes | etcd nodes | etcd client requests |
`

async function messages(value: string, options?: Options, name = 'docs/ports.md') {
  const file = new VFile({ path: name, value, cwd: folder })
  const processor = unified().use(remarkParse).use(remarkGfm).use(remarkLintPortolan, options)
  await processor.run(processor.parse(file), file)
  return file.messages
}

test('remark-lint: a finding is a message with its place, rule and the expected text', async () => {
  const [message, ...more] = await messages(table)
  assert.equal(more, [])
  const { ruleId, source, fatal, expected, line, column, place, note } = message!
  assert.equal(
    { ruleId, source, fatal, expected, line, column, place },
    {
      ruleId: 'port-slip',
      source: 'portolan',
      fatal: true,
      expected: ['2379'],
      line: 4,
      column: 9,
      place: { start: { line: 4, column: 9 }, end: { line: 4, column: 12 } },
    },
  )
  assert.match(note!, /^Write 2379.*\ndocs\/ports\.md:3:\d+: /)
})

test('remark-lint: severities, and rules that are off', async () => {
  const fatal = async (rules: Options['rules']) => (await messages(table, { rules })).map(one => one.fatal)
  assert.equal(await fatal({ 'port-slip': 'warning' }), [false])
  assert.equal(await fatal({ 'port-slip': 'info' }), [undefined])
  assert.equal(await fatal({ 'port-slip': 'off' }), [])
})

test('remark-lint: unknown rules and severities are named', () => {
  assert.throws(() => remarkLintPortolan({ rules: { 'port-slp': 'off' } }), /did you mean "port-slip"\?$/)
})

test('remark-lint: a document beyond a limit is told, and no finding comes of it', async () => {
  const config = path.join(folder, 'limits.yaml')
  writeFileSync(config, 'limits: { claims: 1 }\n')
  const found = await messages(table, { config })
  assert.equal(
    found.map(({ reason, ruleId, fatal }) => [reason, ruleId, fatal]),
    [['docs/ports.md: makes more than 1 claims; raise the limit with limits.claims', 'limit', true]],
  )
})

test('remark-lint: comments count, and need a reason', async () => {
  const silenced = table.replace(/^/, '<!-- portolan-disable-file port-slip -- ours -->\n\n')
  assert.equal(await messages(silenced), [])
  const rules = (await messages(silenced.replace(' -- ours', ''))).map(({ ruleId }) => ruleId)
  assert.equal(rules, ['suppression-without-reason', 'port-slip'])
})

test('remark-lint: what other documents say, when they are named', async () => {
  const row = (port: number, from: string) => `| TCP | ${port} | ${from} nodes | etcd nodes | Tide tables |\n`
  const head = `${table.split('\n').slice(0, 2).join('\n')}\n`
  writeFileSync(path.join(folder, 'other.md'), head + row(17443, 'worker') + row(17443, 'control plane'))
  const alone = head + row(1744, 'worker')
  assert.equal(await messages(alone), [])
  const found = await messages(alone, { context: ['other.md', 'nowhere.md'] })
  assert.match(found[0]!.reason, /nowhere\.md: does not exist/)
  assert.match(found[1]!.reason, /17443/)
  assert.match(found[1]!.note!, /other\.md:3:/)
})

test('remark-lint: the configuration of the working folder', async () => {
  const file = path.join(folder, '.portolanrc')
  writeFileSync(file, 'ignore: [docs/old/]\nrules: { port-slip: warning }\n')
  assert.equal(await messages(table, {}, 'docs/old/ports.md'), [])
  assert.equal(
    (await messages(table)).map(({ fatal }) => fatal),
    [false],
  )
  assert.equal(
    (await messages(table, { config: false })).map(({ fatal }) => fatal),
    [true],
  )
  rmSync(file)
})

test.run()
