import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { type DocumentsState, diff } from '../../diff/index.ts'
import { extract } from '../../extract/index.ts'
import { folderWith, portolan, spawned } from '../cli/helpers.ts'
import { page, row } from '../cli/repository.ts'
import { stateOf } from '../diff/helpers.ts'

// Large inputs: time grows with their size, and what needs too much of it, or of memory, is ended.
const length = 100_000
const fill = (part: string): string => part.repeat(Math.ceil(length / part.length))
const hostile: Record<string, string> = {
  blanks: `ufw allow 7000${fill(' ')}`,
  'quotes that do not close': `ufw allow 7000 ${fill(`"\\' `)}`,
  'substitutions that do not close': `ufw allow 7000 ${fill('$(')}`,
  'braces that do not close': `firewall-cmd --add-port=${fill('{1,')}`,
  'lists that do not close': `ufw 1 ${fill('a=(')}`,
  'a long list': `firewall-cmd --add-port=${fill('22,')}22/tcp`,
  'many options': `iptables -A INPUT -p tcp -j ACCEPT ${fill('--dport 22 ')}`,
  'loops over many commands': `for p in ${'7000 '.repeat(250)}; do\n${fill('ufw allow $p\n')}done`,
  'variables that double': `${fill('A=$A$A; ')}\nufw allow $A`,
  'nested scripts': `${fill('"ufw allow 1 ')}"`,
  'XML that does not close': `<service><port protocol="tcp" port="1"/>${fill('<!--<port a="')}`,
  'nft sets that do not close': fill('tcp dport { 22 '),
  'permissions that do not close': `aws ec2 authorize-security-group-ingress --ip-permissions ${fill('{"FromPort":1,')}`,
  comments: `${fill('# for on at the the (\n')}ufw allow 1`,
  'continued lines': `ufw allow 7000 ${fill('\\\n')}`,
}
for (const [title, code] of Object.entries(hostile))
  test(`hostile: ${title}`, () => {
    const started = performance.now()
    extract('page.md', `\`\`\`\n${code}\n\`\`\`\n`)
    // Quadratic work on these would take minutes.
    assert.ok(performance.now() - started < 20_000)
  })

const base = await stateOf(page(row(7000)))

/** As many rows under fifty headings, all of them to one destination. */
const many = (rows: number, edit: (port: number) => number = port => port): DocumentsState => {
  const state = base
  const claim = state.documents[0]!.claims[0]!
  const claims = Array.from({ length: rows }, (_, i) => ({
    ...claim,
    id: `page.md:${i + 1}:1`,
    ports: { first: edit(i % 60_000), last: edit(i % 60_000) + (i % 3) },
    source: [{ label: `crane ${i % 97}`, implied: false }],
    context: [`Pier ${i % 50}`],
    location: { ...claim.location, line: i + 1, endLine: i + 1 },
  }))
  return { ...state, documents: [{ ...state.documents[0]!, claims }] }
}

test('time grows with the number of rows, not with their pairs', () => {
  const seconds = (rows: number) => {
    const [before, after] = [many(rows), many(rows, port => port + 7)]
    const start = performance.now()
    assert.is(diff(before, after).changes.length, rows)
    return (performance.now() - start) / 1000
  }
  seconds(200)
  const [once, eight] = [seconds(1000), seconds(8000)]
  // All pairs would take 64 times as long.
  assert.ok(eight < once * 24, `${once} s, then ${eight} s`)
})

const one = page(row(4445))
// Far more than can be read in four seconds; the others need a hundredth of that.
const large = 'Words *in* `marks` and [links](a.md).\n\n'.repeat(360_000)
const slow = folderWith({
  '.portolanrc': 'limits: { blocks: 1000000 }\n',
  'first.md': one,
  'large.md': large,
  'last.md': one,
})
const paths = ['first.md', 'large.md', 'last.md', '--max-size', '20']
for (const command of ['extract', 'check']) {
  const run = portolan([command, ...paths, '--timeout', '4', '-f', 'json'], { cwd: slow })
  test(`${command}: what overruns is ended, and the others are done`, async () => {
    const { status, stdout, stderr } = await run
    assert.equal(
      [status, stderr],
      [3, 'portolan: large.md: took more than 4 seconds; raise the limit with --timeout\n'],
    )
    if (command === 'extract')
      assert.equal(
        JSON.parse(stdout).map(({ id }: { id: string }) => id),
        ['first.md:5:1', 'last.md:5:1'],
      )
    else assert.not.match(stdout, 'large.md')
  })
}

// The page alone needs several times as much.
const tight = spawned(['extract', ...paths, '--timeout', '600', '-f', 'ndjson'], {
  cwd: slow,
  node: ['--max-old-space-size=150'],
})
test('extract: what needs more memory than there is is named, and the others are done', async () => {
  const { status, stdout, stderr } = await tight
  assert.is(status, 3)
  assert.match(
    stderr,
    /portolan: large\.md: needs more memory than there is; raise it with NODE_OPTIONS=.*\n$/,
  )
  assert.equal(
    stdout
      .split('\n')
      .filter(Boolean)
      .map(line => JSON.parse(line).id),
    ['first.md:5:1', 'last.md:5:1'],
  )
})

test.run()
