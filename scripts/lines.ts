// Counts the lines of TypeScript under version control by room, product and tests apart: `npm run lines`.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'

const root = path.join(import.meta.dirname, '..')
const listed = execFileSync('git', ['ls-files', '-z', '*.ts'], { cwd: root, encoding: 'utf8' })
const rooms = { product: new Map<string, number>(), tests: new Map<string, number>() }

for (const file of listed.split('\0').filter(Boolean)) {
  const [first = '', second = ''] = file.split('/')
  const isTest = first === 'test'
  const counts = isTest ? rooms.tests : rooms.product
  const room = (isTest ? second : first).replace(/^.*\.ts$/, 'files at the top')
  const lines = readFileSync(path.join(root, file), 'utf8').split('\n').length - 1
  counts.set(room, (counts.get(room) ?? 0) + lines)
}

for (const [kind, counts] of Object.entries(rooms)) {
  const total = [...counts.values()].reduce((sum, lines) => sum + lines, 0)
  console.log(`${kind.padEnd(20)} ${String(total).padStart(6)}`)
  for (const [room, lines] of [...counts].sort(([, a], [, b]) => b - a))
    console.log(`  ${room.padEnd(18)} ${String(lines).padStart(6)}`)
}
