// npm run bench:data [-- --json]: what a question to the packed portolan-data takes, against a bare `node -e 0`.
// Both take turns, and of each the fastest run counts: whatever else the machine does only makes one slower.
// Ends with status 1 when the question takes twice as long or more.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { argumentsOf } from './arguments.js'

const { values } = argumentsOf({
  options: { json: { type: 'boolean' }, runs: { type: 'string', default: '40' } },
})
const most = 2
const root = path.join(import.meta.dirname, '..')
const project = mkdtempSync(path.join(tmpdir(), 'portolan-bench-'))
const question = `import('portolan-data').then(({ query }) => query({ product: 'rke2', from: 'rke2-agent', to: 'rke2-server', when: { cni: 'canal' } }))`

try {
  install()
  const times = { bare: [], question: [] }
  for (let i = 0; i < Number(values.runs); i++) {
    times.bare.push(timeOf('0'))
    times.question.push(timeOf(question))
  }
  const [bare, asked] = Object.values(times).map(all => Math.min(...all))
  const ratio = asked / bare
  if (values.json) console.log(JSON.stringify({ bare, question: asked, ratio }))
  else console.log(`bare ${bare.toFixed(1)} ms, question ${asked.toFixed(1)} ms: x${ratio.toFixed(2)}`)
  if (ratio >= most) process.exitCode = 1
} finally {
  rmSync(project, { recursive: true, force: true })
}

/** Installs the tarball as npm would, without asking a registry. */
function install() {
  const npm = (...args) => execFileSync('npm', args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
  npm('pack', '--silent', '--workspace', 'portolan-data', '--pack-destination', project)
  const tarball = readdirSync(project).find(name => name.endsWith('.tgz'))
  const folder = path.join(project, 'node_modules/portolan-data')
  mkdirSync(folder, { recursive: true })
  execFileSync('tar', ['-xzf', path.join(project, tarball), '-C', folder, '--strip-components=1'])
  writeFileSync(path.join(project, 'package.json'), '{ "private": true }\n')
}

/** Milliseconds from the start of a process to its end. */
function timeOf(code) {
  const start = performance.now()
  execFileSync(process.execPath, ['-e', code], { cwd: project })
  return performance.now() - start
}
