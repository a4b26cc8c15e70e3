// npm run bench [-- DOCUMENTS]: how fast documents are read, against the two ends of what is possible.
//   (a) scan      reads every file and tests one regular expression
//   (b) portolan  extracts claims, on one thread
//   (c) remark    remark-parse + remark-gfm + remark-rehype + rehype-raw on every file
// One process per contestant, all on the same generated corpus, at 1x and at 4x its size.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import path from 'node:path'
import { argumentsOf } from './arguments.js'

const here = import.meta.dirname
const { positionals } = argumentsOf({ allowPositionals: true })
const count = Number(positionals[0] ?? 5000)
const temporary = mkdtempSync(path.join(tmpdir(), 'portolan-bench-'))

function node(...args) {
  const ran = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 28 })
  if (ran.status !== 0) throw new Error(ran.stderr)
  return ran.stdout
}

const contest = (name, folder) => JSON.parse(node(path.join(here, 'contestant.js'), name, folder))
const mb = bytes => bytes / 1e6

try {
  for (const times of [1, 4]) {
    const folder = path.join(temporary, `x${times}`)
    node(path.join(here, 'corpus.js'), folder, String(count * times))
    const { files, bytes, counts } = contest('rates', folder)
    const share = n => `1 in ${(files / n).toFixed(1)}`
    console.log(
      `\n${files} documents, ${mb(bytes).toFixed(1)} MB: ${share(counts.table)} has a table, ${share(counts.protocol)} says tcp or udp, ${share(counts.both)} has that and a row with a number; ${share(counts.passed)} passes the pre-filter`,
    )
    console.log('contestant            files/s     MB/s   peak MB   against remark')
    const results = Object.fromEntries(
      ['scan', 'portolan', 'remark'].map(name => [name, contest(name, folder)]),
    )
    for (const [name, r] of Object.entries(results)) line(name, r, results.remark)
    for (const [name, r] of Object.entries(commands(folder, files, bytes))) line(name, r, results.remark)
  }
} finally {
  rmSync(temporary, { recursive: true, force: true })
}

function line(name, { files, bytes, seconds, memory }, against) {
  const ratio = against.seconds / seconds
  console.log(
    `${name.padEnd(20)} ${(files / seconds).toFixed(0).padStart(8)} ${(mb(bytes) / seconds).toFixed(1).padStart(8)} ${memory ? mb(memory).toFixed(0).padStart(9) : '        -'}   x${ratio.toFixed(1)}`,
  )
}

/** The whole command, start and output included: on all threads, then with a cold and a warm cache. */
function commands(folder, files, bytes) {
  const cache = path.join(folder, '.cache')
  const run = (...args) => {
    const start = performance.now()
    node(path.join(here, '../bin/portolan.js'), 'extract', folder, '--format', 'ndjson', '--quiet', ...args)
    return { files, bytes, seconds: (performance.now() - start) / 1000 }
  }
  return {
    [`command, ${availableParallelism()} threads`]: run(),
    'command, cold cache': run('--cache', cache),
    'command, warm cache': run('--cache', cache),
  }
}
