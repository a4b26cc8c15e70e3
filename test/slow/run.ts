// npm run test:slow: everything under test/slow, and the properties of the other files with many cases.
import { readFileSync } from 'node:fs'
import { parse } from 'uvu/parse'
import { run } from 'uvu/run'

process.env.PORTOLAN_SLOW = '1'
process.env.FORCE_COLOR ??= '1'
const { suites } = await parse('test', process.argv[2] ?? '\\.test\\.ts$')
await run(
  suites.filter(
    ({ name, file }) => name.startsWith('slow') || /from '[./]*\/runs\.ts'/.test(readFileSync(file, 'utf8')),
  ),
)
