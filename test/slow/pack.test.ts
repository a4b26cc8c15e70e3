import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { loadDataset } from '../../dataset/files.ts'
import { folderWith, put, root } from '../cli/helpers.ts'

// Both packages as npm would publish them, installed into an empty project.
const project = folderWith({ 'package.json': '{ "private": true, "type": "module" }\n' })
const tarballs = folderWith()
const npm = (cwd: string, ...args: string[]) =>
  execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: 'pipe' })

interface Packed {
  filename: string
  version: string
  unpackedSize: number
  files: { path: string }[]
}

/** What npm says of a package that it has packed, whichever way it says it. */
function pack(...args: string[]): Packed {
  const told = JSON.parse(
    npm(root, 'pack', '--json', '--pack-destination', tarballs, ...args).replace(/^[^[{]*/, ''),
  )
  return (Array.isArray(told) ? told : Object.values(told))[0]
}

const data = pack('--workspace', 'portolan-data')
const tool = pack('--ignore-scripts')
npm(project, 'install', '--offline', '--no-audit', '--no-fund', path.join(tarballs, data.filename))
const installed = path.join(project, 'node_modules/portolan-data')

const alone = readdirSync(path.join(project, 'node_modules')).filter(name => !name.startsWith('.'))

// Its dependencies are those of this checkout: there may be no network.
const other = path.join(project, 'node_modules/portolan')
mkdirSync(other)
execFileSync('tar', ['-xzf', path.join(tarballs, tool.filename), '-C', other, '--strip-components=1'])
const { dependencies, peerDependencies, peerDependenciesMeta } = JSON.parse(
  readFileSync(path.join(other, 'package.json'), 'utf8'),
)
for (const name of Object.keys(dependencies).filter(name => name !== 'portolan-data')) {
  const link = path.join(project, 'node_modules', name)
  mkdirSync(path.dirname(link), { recursive: true })
  symlinkSync(path.join(root, 'node_modules', name), link)
}

function node(...args: string[]): string {
  const { FORCE_COLOR: _, ...inherited } = process.env
  const env = { ...inherited, NO_COLOR: '1' }
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: project,
    encoding: 'utf8',
    env,
    maxBuffer: 64e6,
  })
  assert.equal({ status, stderr }, { status: 0, stderr: '' })
  return stdout.trim()
}

test('data: small enough, and nothing in it that is not meant to be', () => {
  assert.ok(data.unpackedSize < 3_500_000, `${data.unpackedSize} bytes`)
  const others = data.files.filter(({ path }) => !/^(data|dist|schema)\//.test(path)).map(({ path }) => path)
  assert.equal(others.sort(), [
    'ATTRIBUTION.md',
    'LICENSE',
    'NOTICE',
    'README.md',
    'datapackage.json',
    'flows.xlsx',
    'package.json',
  ])
  assert.not.ok(data.files.some(({ path }) => /\.ts$/.test(path) && !path.endsWith('.d.ts')))
})

test('data: the schemas of what it holds', () => {
  const schemas = data.files.filter(({ path }) => path.startsWith('schema/')).map(({ path }) => path)
  const names = ['claim', 'common', 'correction', 'finding', 'flow', 'source']
  assert.equal(
    schemas.sort(),
    names.map(name => `schema/${name}.schema.json`),
  )
})

test('data: how to cite names its version', () => {
  assert.match(
    readFileSync(path.join(installed, 'README.md'), 'utf8'),
    `portolan-data, version ${data.version}.`,
  )
})

test('data: no dependencies', () => assert.equal(alone, ['portolan-data']))

test('data: every file that is exported is there', () => {
  const { exports } = JSON.parse(readFileSync(path.join(installed, 'package.json'), 'utf8'))
  const targets = Object.values(exports).flatMap(target =>
    typeof target === 'string' ? [target] : Object.values(target as Record<string, string>),
  )
  for (const target of targets) {
    assert.ok(existsSync(path.join(installed, target.replace(/\/\*$/, ''))), target)
  }
})

test('data: the modules hold what the files hold', () => {
  const print =
    'const p = await import("portolan-data"); const all = {}; for (const n of ["flows", "claims", "findings", "sources", "roles", "services"]) all[n] = p[n](); console.log(JSON.stringify(all))'
  const held = JSON.parse(node('--input-type=module', '-e', print))
  assert.equal(held, { ...loadDataset(path.join(root, 'dataset')) })
  assert.equal(held, { ...loadDataset(installed) })
})

test('data: a question from JavaScript, without a warning', () => {
  const ask = `import('portolan-data').then(({ query }) => console.log(query({ product: 'rke2', from: 'rke2-agent', to: 'rke2-server', port: 9345 }).map(flow => flow.id).join()))`
  assert.is(node('-e', ask), 'rke2/cluster/rke2-nodes>rke2-server/tcp/9345')
})

test('data: JSON and schemas by require(), tables by their place', () => {
  const require = createRequire(path.join(project, 'index.cjs'))
  const flows = loadDataset(installed).flows
  assert.equal(require('portolan-data/flows.json'), flows)
  assert.equal(require('portolan-data/data/flows.json'), flows)
  assert.is(require('portolan-data/schema/flow.schema.json').title, 'Flow')
  assert.is(require('portolan-data/datapackage.json').name, 'portolan-data')
  for (const name of ['flows.csv', 'flows.xlsx']) {
    assert.ok(existsSync(require.resolve(`portolan-data/${name}`)), name)
  }
  assert.is(node('-p', 'require("portolan-data/flows.json").length'), String(flows.length))
})

const uses = `import { claims, explain, type Filter, type Flow, matrix, portList, query, type Role, roles, services, sources, findings, flowsAt, expand } from 'portolan-data'

const filter: Filter = { product: 'rke2', node: 'rke2-server', direction: 'inbound', port: [6443, { first: 2379, last: 2380 }], when: { cni: 'canal', os: null } }
const flows: Flow[] = query(filter)
const own = flows.map(flow => ({ ...flow, mine: true }))
const mine: boolean[] = query({ from: 'anybody' }, own).map(flow => flow.mine)
const cell: string = portList(matrix(flows, { expand: true }).cells[0]?.[0] ?? [])
const role: Role = 'etcd'
const all: Role[] = expand('cluster-nodes')
for (const { from } of flows) if (from.kind === 'group') expand(from.id)
const places: string[] = explain(flows[0]!).claims.map(({ place }) => place)
const maybe: string | undefined = explain('none')?.flow.product
console.log(mine, cell, role, all, places, maybe, claims().length, roles()[0]?.title, services()[0]?.ports, sources()[0]?.corrections[0]?.reason, findings()[0]?.rule, flowsAt('a.md', 1))
`
const mistakes: { title: string; code: string; says: RegExp }[] = [
  { title: 'a role', code: `query({ from: 'rke2-servant' })`, says: /rke2-servant/ },
  { title: 'a product', code: `query({ product: 'rke3' })`, says: /'"rke3"'/ },
  { title: 'a protocol', code: `query({ protocol: ['tpc'] })`, says: /tpc/ },
  { title: 'a condition', code: `query({ when: { cni: 'cannal' } })`, says: /cannal/ },
  { title: 'a part', code: `query({ form: 'etcd' })`, says: /'form'/ },
  {
    title: 'a comparison that can never hold',
    code: `query({})[0]?.service === 'etcd-clients'`,
    says: /no overlap/,
  },
]
const tsconfig = (module: string, moduleResolution: string) =>
  JSON.stringify({
    compilerOptions: {
      strict: true,
      noUncheckedIndexedAccess: true,
      module,
      moduleResolution,
      target: 'es2022',
      lib: ['es2023', 'dom'],
      types: [],
      noEmit: true,
      resolveJsonModule: true,
    },
    files: ['uses.ts', 'json.ts', 'wrong.ts'],
  })
put(project, {
  'uses.ts': uses,
  'json.ts': `import flows from 'portolan-data/flows.json' with { type: 'json' }\nconst id: string | undefined = flows[0]?.id\nconsole.log(id)\n`,
  'wrong.ts': `import { query } from 'portolan-data'\n${mistakes.map(({ code }) => code).join('\n')}\n`,
  'nodenext.json': tsconfig('nodenext', 'nodenext'),
  'bundler.json': tsconfig('esnext', 'bundler'),
})

for (const way of ['nodenext', 'bundler']) {
  const { stdout } = spawnSync(
    process.execPath,
    [path.join(root, 'node_modules/typescript/bin/tsc'), '-p', `${way}.json`, '--pretty', 'false'],
    { cwd: project, encoding: 'utf8' },
  )
  const errors = stdout.split('\n').filter(line => /^\S+\(\d+,\d+\)/.test(line))
  const inLine = (line: number) => errors.filter(error => error.startsWith(`wrong.ts(${line},`))

  test(`TypeScript, ${way}: what is right is taken`, () => {
    assert.equal(
      errors.filter(error => !error.startsWith('wrong.ts')),
      [],
      stdout,
    )
  })
  for (const [i, { title, says }] of mistakes.entries()) {
    test(`TypeScript, ${way}: a slip is found in ${title}`, () => {
      assert.match(inLine(i + 2).join('\n'), says)
      assert.is(inLine(i + 2).length, 1, inLine(i + 2).join('\n'))
    })
  }
}

const bin = path.join(other, 'bin/portolan.js')

test('tool: runs', () => {
  put(project, { 'ports.md': 'Open TCP port 7000 on each keeper.\n' })
  assert.match(node(bin, 'extract', 'ports.md', '--format', 'ndjson'), '"first":7000')
})

test('tool: asks the package of the data', () => {
  const told = JSON.parse(node(bin, 'query', '--product', 'rke2', '--port', '9345', '--format', 'json'))
  assert.equal(
    told.map(({ id }: { id: string }) => id).filter((id: string) => id.endsWith('>rke2-server/tcp/9345')),
    ['rke2/cluster/rke2-nodes>rke2-server/tcp/9345'],
  )
})

test('tool: asks the package of the data by its folder', () => {
  const told = node(bin, 'explain', 'rke2:8', '--data', 'node_modules/portolan-data')
  assert.match(told, 'Stated by\n  sources/rke2/document.md:8 (row)\n')
})

for (const [format, message] of [
  ['sqlite', 'the package sql.js, which is not installed: npm install sql.js'],
  ['svg', 'the package elkjs, which is not installed: npm install elkjs'],
  [
    'xlsx',
    'the packages write-excel-file and fflate, which are not installed: npm install write-excel-file fflate',
  ],
] as const)
  test(`tool: ${format} names the package that is missing`, () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [bin, 'export', '--to', format], {
      cwd: project,
      encoding: 'utf8',
    })
    const expected = `error: ${format} needs ${message}\n(portolan export --help shows more)\n`
    assert.equal({ status, stdout, stderr }, { status: 2, stdout: '', stderr: expected })
  })

test('tool: its functions from JavaScript', () => {
  const ask = `import { extract } from 'portolan'; const { claims } = await extract('ports.md', 'Open TCP port 7000 on each keeper.'); console.log(claims.length)`
  assert.is(node('--input-type=module', '-e', ask), '1')
})

const imports = /^(?:import|export) (?:[^;'"]* from )?'([^'.][^']*)'|\bimport\('([^'.][^']*)'\)/gm

/** Names of the packages that a module imports. */
function packagesIn(code: string): string[] {
  const imported = [...code.matchAll(imports)].map(([, name, lazy]) => name ?? lazy!)
  const packages = imported.filter(name => !name.startsWith('node:'))
  return packages.map(name =>
    name
      .split('/')
      .slice(0, name.startsWith('@') ? 2 : 1)
      .join('/'),
  )
}

test('tool: what it imports is among its dependencies, and so is the data of its own version', () => {
  const modules = readdirSync(path.join(other, 'dist'), { recursive: true, encoding: 'utf8' })
  const code = modules
    .filter(name => name.endsWith('.js'))
    .map(name => readFileSync(path.join(other, 'dist', name), 'utf8'))
  const packages = new Set(code.flatMap(packagesIn))
  assert.equal(
    [...packages].filter(
      name => !Object.hasOwn(dependencies, name) && !Object.hasOwn(peerDependencies, name),
    ),
    [],
  )
  const optional = Object.keys(peerDependencies).map(name => [name, { optional: true }])
  assert.equal(peerDependenciesMeta, Object.fromEntries(optional))
  assert.ok(packages.has('ajv'))
  assert.equal([tool.version, dependencies['portolan-data']], [data.version, data.version])
})

test.run()
