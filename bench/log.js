// Times `portolan log` on repositories made for it: so many commits, of which thirty touch the page.
//
//   node bench/log.js                          500 and 2,000 commits, with the compiled command
//   node bench/log.js --commits 5000 --run "npx tsx cli.ts"
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { argumentsOf } from './arguments.js'

const root = path.join(import.meta.dirname, '..')
const touching = 30
const { values } = argumentsOf({
  options: {
    commits: { type: 'string', multiple: true, default: ['500', '2000'] },
    run: { type: 'string', default: `${process.execPath} ${path.join(root, 'bin/portolan.js')}` },
  },
})

const rows = values.commits.flatMap(commits => measure(Number(commits)))
console.table(rows)

/** Makes a repository and times the command on its page, and on the folder with all pages. */
function measure(commits) {
  const folder = mkdtempSync(path.join(tmpdir(), 'portolan-bench-'))
  try {
    makeRepository(folder, commits)
    return [timed(folder, commits, 'docs/ports.md'), timed(folder, commits, 'docs')]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function timed(folder, commits, what) {
  const git = seconds(() => run('git', ['-C', folder, 'log', '--raw', '-z', '-M', '--', what]))
  const [program, ...before] = values.run.split(' ')
  let entries = 0
  const log = seconds(() => {
    const written = run(program, [...before, 'log', '--repo', folder, '--format', 'ndjson', '--', what])
    entries = written.split('\n').filter(Boolean).length
  })
  return { commits, what, entries, 'git log, s': git, 'portolan log, s': log }
}

function seconds(work) {
  const start = performance.now()
  work()
  return Number(((performance.now() - start) / 1000).toFixed(2))
}

function run(program, args, input) {
  const ran = spawnSync(program, args, { encoding: 'utf8', input, maxBuffer: 1e9 })
  if (ran.error || ran.status !== 0) throw ran.error ?? new Error(ran.stderr)
  return ran.stdout
}

/** Pages of prose, and a page of ports whose every third edit is one of words alone. */
function makeRepository(folder, commits) {
  run('git', ['init', '--quiet', '--initial-branch=main', folder])
  const every = Math.floor(commits / touching)
  let [edit, stream] = [0, '']
  for (let n = 1; n <= commits; n++) {
    const isEdit = n % every === 1 && edit < touching
    const [file, text] = isEdit ? ['docs/ports.md', portsPage(edit++)] : [`docs/page-${n % 97}.md`, prose(n)]
    const head = `commit refs/heads/main\nmark :${n}\ncommitter Bench <bench@example.org> ${1e9 + n * 600} +0000\n`
    const from = n > 1 ? `from :${n - 1}\n` : ''
    stream += `${head}${data(`Change ${n}`)}${from}M 100644 inline ${file}\n${data(text)}`
  }
  run('git', ['-C', folder, 'fast-import', '--quiet'], stream)
}

function data(text) {
  return `data ${Buffer.byteLength(text)}\n${text}\n`
}

function portsPage(edit) {
  const state = edit % 3 === 2 ? edit - 1 : edit
  const row = n => {
    const port = 7000 + 3 * n + (n === state ? state : 0)
    return `| TCP | ${port} | Keepers | Lamps | Signal number ${n} |`
  }
  const table = Array.from({ length: 40 }, (_, n) => row(n)).join('\n')
  const head = '| Protocol | Port | Source | Destination | Description |\n| --- | --- | --- | --- | --- |'
  return `# Ports of the lamps\n\nEdition ${edit}.\n\n${head}\n${table}\n`
}

function prose(n) {
  const lines = Array.from({ length: 60 }, (_, i) => `The ${i * n}th lamp is lit when keeper ${n} comes by.`)
  return `# Lamps of keeper ${n}\n\n${lines.join('\n')}\n`
}
