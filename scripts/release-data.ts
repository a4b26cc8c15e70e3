// Makes a release of the data out of what has changed since the last one: `npm run release:data -- --date 2026-01-31`.
//
//   --date DAY       day of the release; without a clock the same input gives the same files
//   --at-least STEP  major, minor or patch: the package's functions are not compared here
//   --stable         make it 1.0.0
//   --dry-run        tell, and write nothing
//   --check          tell whether a release is due; exit 1 when committed files do not fit together
//   --released       as --check, and exit 1 when one is due: what is published is what was released
//   --dataset DIR    the package (default: dataset)
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { changelogOf } from '../dataset/release/changelog.ts'
import { type Committed, indexOf, problemsOf } from '../dataset/release/committed.ts'
import { firstRelease, nextRelease, type Release } from '../dataset/release/release.ts'
import { type Step, steps } from '../dataset/release/semver.ts'
import { type Snapshot, snapshotOf, writeSnapshot } from '../dataset/release/snapshot.ts'
import { writeSet } from '../dataset/write.ts'

const { values } = parseArgs({
  options: {
    date: { type: 'string' },
    'at-least': { type: 'string' },
    stable: { type: 'boolean' },
    'dry-run': { type: 'boolean' },
    check: { type: 'boolean' },
    released: { type: 'boolean' },
    dataset: { type: 'string', default: path.join(import.meta.dirname, '../dataset') },
  },
})
const folder = values.dataset
const isCheck = values.check || values.released
const file = (...names: string[]) => path.join(folder, ...names)

/** Where else the version stands, behind what the pattern begins with. */
const places = [
  { name: 'package.json', pattern: /("name": "portolan-data",\s+"version": ")[^"]*/g },
  { name: 'datapackage.json', pattern: /^(\{[\s\S]*?\n {2}"version": ")[^"]*/g },
  { name: 'README.md', pattern: /(portolan-data, version )\d+\.\d+\.\d+/g },
  { name: '../package.json', pattern: /("portolan-data": ")[^"]*/g },
  {
    name: '../package-lock.json',
    pattern: /("portolan-data": "|"name": "portolan-data",\s+"version": ")[^"]*/g,
  },
  { name: '../docs/roles.md', pattern: /(portolan-data )\d+\.\d+\.\d+/g },
]

const committed = readCommitted()
const problems = [...problemsOf(committed), ...places.flatMap(otherVersion)]
const now = snapshotOf(committed.version, readData())
const release = releaseOf(committed.snapshot, now)
for (const problem of problems) console.error(`${folder}: ${problem}`)
if (problems.length > 0) process.exitCode = 1
else if (!release) console.log(`${committed.version} is what is released`)
else tell(release)
if (release && values.released) process.exitCode = 1
if (release && problems.length === 0 && !isCheck && !values['dry-run']) write(release)

function releaseOf(before: Snapshot | null, now: Snapshot): Release | null {
  const date = values.date ?? (isCheck || values['dry-run'] ? '0000-00-00' : '')
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) fail('say the day of the release: --date 2026-01-31')
  const least = values['at-least'] ?? null
  if (least !== null && !(steps as string[]).includes(least)) fail(`--at-least is one of ${steps.join(', ')}`)
  return before
    ? nextRelease(before, now, date, least as Step | null, values.stable)
    : firstRelease(now, date)
}

function fail(message: string): never {
  console.error(message)
  process.exit(2)
}

function tell({ version, previous, step, reasons, counts }: Release): void {
  const what = previous === null ? 'the first one' : `${step} step from ${previous}`
  console.log(`${isCheck ? 'a release is due: ' : ''}${version}, ${what}`)
  for (const reason of reasons) console.log(`  ${reason.step}: ${reason.message}`)
  console.log(`  ${counts.open} to open, ${counts.close} to close, ${counts.review} to review`)
}

function readCommitted(): Committed {
  const { version } = JSON.parse(readFileSync(file('package.json'), 'utf8'))
  const [released] = listed('released')
  return {
    version,
    releases: listed('changes')
      .filter(name => name !== 'index.json')
      .map(name => JSON.parse(readFileSync(file('changes', name), 'utf8'))),
    snapshot: released === undefined ? null : JSON.parse(readFileSync(file('released', released), 'utf8')),
    changelog: textOf(file('CHANGELOG.md')),
    index: textOf(file('changes/index.json')),
  }
}

/** The data as they are committed; that they are what a build writes is for the build to tell. */
function readData(): Map<string, string> {
  const names = ['data', 'schema'].flatMap(inner => listed(inner).map(name => `${inner}/${name}`))
  return new Map(names.map(name => [name, readFileSync(file(name), 'utf8')]))
}

function listed(inner: string): string[] {
  return existsSync(file(inner)) ? readdirSync(file(inner)).sort() : []
}

function textOf(name: string): string | null {
  return existsSync(name) ? readFileSync(name, 'utf8') : null
}

function write(release: Release): void {
  const releases = [...committed.releases, release]
  const { version } = release
  const files = [
    ...listed('released').map((name): [string, null] => [`released/${name}`, null]),
    [`released/${version}.json`, writeSnapshot({ ...now, version })],
    [`changes/${version}.json`, `${JSON.stringify(release, null, 2)}\n`],
    ['changes/index.json', indexOf(releases)],
    ['CHANGELOG.md', changelogOf(releases)],
    ...places.flatMap(({ name, pattern }) => withVersion(name, pattern, version)),
  ] satisfies [string, string | null][]
  const inSet = (name: string) => path.posix.join(path.basename(path.resolve(folder)), name)
  writeSet(path.join(folder, '..'), new Map(files.map(([name, text]) => [inSet(name!), text])))
}

/** The version alone is put, so that everything else stays as it is written. */
function withVersion(name: string, pattern: RegExp, version: string): [string, string][] {
  const text = textOf(file(name))
  return text === null ? [] : [[name, text.replace(pattern, `$1${version}`)]]
}

/** Tells where another version stands than that of the package. */
function otherVersion({ name, pattern }: (typeof places)[number]): string[] {
  const found = [...(textOf(file(name)) ?? '').matchAll(pattern)].map(([all, before = '']) =>
    all.slice(before.length),
  )
  const others = found.filter(version => version !== committed.version)
  return others.map(
    version => `${name} names version ${version}, and package.json is at ${committed.version}`,
  )
}
