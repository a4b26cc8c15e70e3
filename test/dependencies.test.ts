import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from 'uvu'
import * as assert from 'uvu/assert'

const root = fileURLToPath(new URL('../', import.meta.url))
const json = (name: string) => JSON.parse(readFileSync(path.join(root, name), 'utf8'))

interface Locked {
  version?: string
  license?: string
  dev?: boolean
  link?: boolean
  hasInstallScript?: boolean
  resolved?: string
  dependencies?: Record<string, string>
}

const lock: Record<string, Locked> = json('package-lock.json').packages
/** What is installed with the tool: whatever is not for development alone. */
const production = Object.entries(lock).filter(([name, { dev }]) => name.startsWith('node_modules/') && !dev)
const { dependencies, peerDependencies, devDependencies } = json('package.json')
/** What is installed by whoever wants it has the version that is tested. */
const optional = Object.keys(peerDependencies)
const declared: Record<string, string> = {
  ...dependencies,
  ...Object.fromEntries(optional.map(name => [name, devDependencies[name]])),
}
const page = readFileSync(path.join(root, 'docs/dependencies.md'), 'utf8')
const rows = [
  ...page.matchAll(
    /^\| `(?<name>[^`]+)` \| (?<version>\S+) \| (?<of>[^|]+) \| (?<licence>[^|]+) \| (?<why>.+) \|$/gm,
  ),
].map(({ groups }) => groups!)

test('the page tells of each dependency, and of no other', () => {
  assert.equal(
    rows.map(({ name }) => name),
    Object.keys(declared).sort(),
  )
})

for (const { name, version, of, licence, why } of rows)
  test(`the page tells what ${name} is`, () => {
    const locked = lock[`node_modules/${name}`]!
    const about: Locked = locked.link ? json('dataset/package.json') : locked
    assert.equal([version, version, licence], [declared[name!], about.version, about.license])
    assert.match(of!, locked.link ? /^this repository$/ : /^20\d\d-\d\d-\d\d$/)
    assert.ok(why!.length > 10)
  })

test('versions are pinned', () => {
  for (const [name, version] of Object.entries(declared)) assert.match(version, /^\d+\.\d+\.\d+$/, name)
})

test('the data package has no dependencies', () => {
  const { dependencies, peerDependencies, optionalDependencies } = json('dataset/package.json')
  assert.equal([dependencies, peerDependencies, optionalDependencies], [undefined, undefined, undefined])
})

test('nothing that is installed with the tool runs a script when it is', () => {
  assert.ok(production.length > 100, `${production.length}`)
  assert.equal(
    production.filter(([, { hasInstallScript }]) => hasInstallScript).map(([name]) => name),
    [],
  )
  const scripted = production.filter(([name]) => {
    const file = path.join(root, name, 'package.json')
    // Packages for other systems are not there.
    const scripts = existsSync(file) ? (json(`${name}/package.json`).scripts ?? {}) : {}
    return ['preinstall', 'install', 'postinstall'].some(script => script in scripts)
  })
  assert.equal(
    scripted.map(([name]) => name),
    [],
  )
})

test('everything comes from a registry, with its hash', () => {
  for (const [name, { resolved = '', link }] of production)
    assert.ok(link || !/^(?:git|file|http:)/.test(resolved), name)
})

test.run()
