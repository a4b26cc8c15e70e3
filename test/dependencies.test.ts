import { readFileSync } from 'node:fs'
import { test } from 'uvu'
import * as assert from 'uvu/assert'

const json = (name: string) => JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), 'utf8'))

interface Locked {
  dev?: boolean
  link?: boolean
  hasInstallScript?: boolean
  resolved?: string
}

const lock: Record<string, Locked> = json('package-lock.json').packages
/** What is installed with the tool: everything that is not for development alone. */
const production = Object.entries(lock).filter(([name, { dev }]) => name.startsWith('node_modules/') && !dev)

test('the data package has no dependencies', () => {
  const { dependencies, peerDependencies, optionalDependencies } = json('dataset/package.json')
  assert.equal([dependencies, peerDependencies, optionalDependencies], [undefined, undefined, undefined])
})

test('packages come from a registry and run no script when they are installed', () => {
  const wrong = ([, { hasInstallScript, link, resolved = '' }]: [string, Locked]) =>
    hasInstallScript || (!link && /^(?:git|file|http:)/.test(resolved))
  assert.equal(
    production.filter(wrong).map(([name]) => name),
    [],
  )
})

test.run()
