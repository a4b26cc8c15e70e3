// Writes docs/precision.md, how often findings on real repositories are right, from the facts in eval/judged.csv:
// `npm run precision`. With --check it writes nothing, and exits 1 when the page is out of date.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { groupBy } from '../check/group.ts'
import { replaceFile } from '../dataset/write.ts'

const at = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url))
const rows = readFileSync(at('eval/judged.csv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map(line => line.split(',') as [string, string, string, string, string, string])

/** A row of the table: how many of some findings are right. */
function counted(name: string, of: typeof rows): string {
  const right = of.filter(([, , , , , verdict]) => verdict === 'right').length
  return `| ${name} | ${of.length} | ${right} | ${Math.round((100 * right) / of.length)} % |`
}

const head = '| judged | right | precision |\n| --- | ---: | ---: | ---: |'
const table = (title: string, groups: Map<string, typeof rows>) =>
  [`| ${title} ${head}`, ...[...groups].map(([name, own]) => counted(name, own))].join('\n')
const page = `<!-- Generated from eval/judged.csv by \`npm run precision\`: edit that, not this page. -->

# How often findings are right

Findings of the default profile on real documentation repositories, each judged beside its page. A finding that is true
and of little use counts as right. Places and verdicts are in [eval/judged.csv](../eval/judged.csv), with the revision of
each repository.

${table(
  'severity',
  groupBy(rows, ([, severity]) => severity),
)}

${table(
  'rule',
  groupBy(rows, ([rule]) => rule),
)}

${table(
  'repository',
  groupBy(rows, ([, , repository]) => repository),
)}
`
const file = at('docs/precision.md')
if (!process.argv.includes('--check')) replaceFile(file, page)
else if (readFileSync(file, 'utf8') !== page) {
  console.error('docs/precision.md is out of date: run `npm run precision` and commit the result')
  process.exitCode = 1
}
