import { readFileSync } from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'
import readXlsxFile from 'read-excel-file/node'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { data, folderOf } from '../rules/stacks.ts'
import { contents, folderWith, portolan, root } from './helpers.ts'

const stock = folderOf(data.rke2)
const inventory = `stack:
  - product: rke2
    when: { cni: cilium, overlay: vxlan }
roles:
  rke2-server:
    addresses: [10.0.1.10, 10.0.1.11]
  rke2-agent:
    addresses: [10.0.2.0/24]
administrators: { addresses: [192.0.2.0/28] }
cluster: { pods: [10.42.0.0/16] }
`
const cwd = folderWith({
  'portolan.yaml': inventory,
  'other.yaml': inventory.replace('10.0.1.11', '10.0.1.12'),
  'empty.json': '{}',
})
const rules = (...args: string[]) => portolan(['rules', ...args, '--data', stock], { cwd })

test('one role: the file goes to standard output, and again the same', async () => {
  const [first, second] = [
    await rules('nft', '--role', 'rke2-server'),
    await rules('nft', '--role', 'rke2-server'),
  ]
  assert.equal({ status: first!.status, stderr: first!.stderr }, { status: 0, stderr: '' })
  assert.match(first!.stdout, /^#!\/usr\/sbin\/nft -f\n/)
  assert.match(
    first!.stdout,
    /ip saddr \{ 10\.0\.1\.10, 10\.0\.1\.11, 10\.0\.2\.0\/24 \} tcp dport 9345 accept/,
  )
  assert.is(first!.stdout, second!.stdout)
})

test('several files go into a folder', async () => {
  const without = await rules('iptables')
  assert.is(without.status, 2)
  assert.match(without.stderr, 'these are 4 files (rke2-server.v4.rules, ')
  assert.is((await rules('iptables', '-o', 'out')).status, 0)
  assert.equal(Object.keys(contents(path.join(cwd, 'out'))), [
    'rke2-agent.v4.rules',
    'rke2-agent.v6.rules',
    'rke2-server.v4.rules',
    'rke2-server.v6.rules',
  ])
})

const wrong: [title: string, change: [from: string, to: string], says: string[]][] = [
  [
    'an unknown role',
    ['rke2-agent:', 'rke2-agnet:'],
    [
      'bad.yaml:7: /roles/rke2-agnet is no role of the data; did you mean "rke2-agent"?',
      'bad.yaml:4: /roles does not answer "rke2-agent"',
    ],
  ],
  [
    'overlapping addresses',
    ['10.0.2.0/24', '10.0.0.0/16'],
    ['bad.yaml:6: /roles/rke2-server/addresses overlaps the addresses of "rke2-agent"'],
  ],
  [
    'an address that is none',
    ['10.0.1.11', '10.0.1.256'],
    ['bad.yaml:6: /roles/rke2-server/addresses/1 "10.0.1.256" is no address; write one such as 10.0.1.10'],
  ],
  [
    'no administrators',
    ['administrators: { addresses: [192.0.2.0/28] }\n', ''],
    ['bad.yaml:1: /administrators is missing; add it, for example {"addresses":["192.0.2.0/28"]}'],
  ],
  [
    'a value that is not covered',
    ['cilium', 'weave'],
    [
      'bad.yaml:3: /stack/0/when/cni no document of rke2 covers cni=weave (covered: calico, canal, cilium, flannel)',
    ],
  ],
  [
    'an unknown property',
    ['addresses: [10.0.2.0/24]', 'adresses: [10.0.2.0/24]'],
    ['bad.yaml:8: /roles/rke2-agent/adresses is not a known property; did you mean "addresses"?'],
  ],
  ['no YAML', ['stack:', 'stack: ]'], ['bad.yaml:1: ']],
]
for (const [title, [from, to], says] of wrong) {
  test(`${title}: an error with the line and the fix, and nothing is written`, async () => {
    const bad = folderWith({ 'bad.yaml': inventory.replace(from, to) })
    const { status, stdout, stderr } = await portolan(
      ['rules', 'nft', 'bad.yaml', '-o', 'out', '--data', stock],
      { cwd: bad },
    )
    assert.equal([status, stdout], [4, ''])
    for (const text of says) assert.match(stderr, text)
    assert.equal(Object.keys(contents(bad)), ['bad.yaml'])
  })
}

const usage: [args: string[], says: string][] = [
  [['nftables'], 'name a target: nft, iptables, aws-sg, sheet, diff'],
  [
    ['nft', '--role', 'rke2-node'],
    '--role rke2-node: no rules are for it; there are rke2-server, rke2-agent',
  ],
  [['aws-sg', '--apply-script'], 'aws-sg has nothing that a script could load or remove'],
  [['nft', '--apply-script'], 'a script is for one role; name it with --role'],
  [['diff', 'portolan.yaml'], 'diff compares two inventories, or one with --before'],
  [['--ask'], '--ask needs --product, one of rke2'],
]
for (const [args, says] of usage) {
  test(`${args.join(' ')}: usage`, async () => {
    const { status, stderr } = await rules(...args)
    assert.is(status, 2)
    assert.match(stderr, says)
  })
}

test('an inventory that is not there: how to write one', async () => {
  const { status, stderr } = await rules('nft', 'none.yaml')
  assert.is(status, 3)
  assert.is(
    stderr,
    'portolan: none.yaml: cannot be read (ENOENT); `portolan rules --ask` writes an inventory\n',
  )
})

test('the skeleton is YAML whose open questions are errors with lines', async () => {
  assert.is((await rules('--ask', '--product', 'rke2', '-o', 'asked.yaml')).status, 0)
  const { status, stderr } = await rules('nft', 'asked.yaml')
  assert.is(status, 4)
  assert.match(stderr, /asked\.yaml:\d+: \/roles\/rke2-agent\/addresses must have 1 item or more; got 0/)
  const broken = await rules('--ask', '--product', 'rke2', '--from', 'empty.json')
  assert.is(broken.status, 3)
  assert.match(broken.stderr, 'empty.json: is no list of nodes')
})

test('sheet: Markdown, CSV and a workbook', async () => {
  assert.match(
    (await rules('sheet')).stdout,
    /^ {4}Firewall rules as a request, by Portolan\n[^|]*\n\| No\. \| Source \|/,
  )
  assert.match((await rules('sheet', '--format', 'csv')).stdout, /^No\.,Source,Source addresses,/)
  assert.is((await rules('sheet', '--format', 'xlsx', '-o', 'request.xlsx')).status, 0)
  const [{ data: rows }] = (await readXlsxFile(readFileSync(path.join(cwd, 'request.xlsx')))) as unknown as [
    { data: unknown[][] },
  ]
  assert.equal(rows[0]!.slice(0, 2), ['No.', 'Source'])
})

test('diff: what opens and closes between two inventories', async () => {
  const { status, stdout } = await rules('diff', 'portolan.yaml', 'other.yaml', '--exit-code')
  assert.is(status, 1)
  assert.match(
    stdout,
    'change rke2-server: tcp 9345: open from 10.0.1.12; close from 10.0.1.11 (rke2/cluster/rke2-nodes>rke2-server/tcp/9345)',
  )
  const same = await rules('diff', '--before', stock, '--exit-code')
  assert.equal([same.status, same.stdout], [0, 'The rules let through the same.\n'])
})

test('removal and the script', async () => {
  assert.is(
    (await rules('nft', 'gone.yaml', '--role', 'rke2-agent', '--remove')).stdout,
    'table inet portolan\ndelete table inet portolan\n',
  )
  assert.match((await rules('nft', '--role', 'rke2-agent', '--apply-script')).stdout, /^#!\/bin\/sh\n/)
})

test('the rules run in a browser', async () => {
  const { errors, metafile } = await build({
    entryPoints: [path.join(root, 'rules/index.ts')],
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'esm',
    metafile: true,
    logLevel: 'silent',
  })
  assert.equal(errors, [])
  assert.equal(
    Object.keys(metafile.inputs).filter(file => /(^|\/)(cli|extract|check|reconcile)\//.test(file)),
    [],
  )
})

test.run()
