// npm run bench:check [-- --json --one --seed N]: how long the rules take on 1x, 4x and 16x as many pages.
// Linear rules take four times as long on four times as many claims; the growth shows one that does not.
import { pageOf, rules } from '../dist/check/index.js'
import { surveyPages } from '../dist/check/survey/index.js'
import { argumentsOf } from './arguments.js'
import { portPages } from './port-pages.js'

const { values } = argumentsOf({
  options: { json: { type: 'boolean' }, one: { type: 'boolean' }, seed: { type: 'string', default: '1' } },
})
/** About 500 claims. */
const documents = 8
const sizes = [1, 4, 16]
const shown = 5

await measure(1)
const results = []
for (const size of sizes) results.push(await measure(size))
if (values.json) console.log(JSON.stringify(results))
else print(results)

async function measure(times) {
  const texts = pagesOf(documents * times)
  const reading = await timed(() => Promise.all(texts.map(text => pageOf(text))))
  const survey = await timed(() => surveyPages(reading.value))
  const ran = []
  for (const rule of rules) ran.push({ rule: rule.id, ...(await timed(() => rule.check(survey.value))) })
  const seconds = [reading, survey, ...ran].reduce((sum, one) => sum + one.seconds, 0)
  const claims = survey.value.facts.length
  return {
    times,
    documents: texts.length,
    claims,
    findings: ran.reduce((sum, { value }) => sum + value.length, 0),
    seconds,
    secondsPer1000: (seconds / claims) * 1000,
    reading: reading.seconds,
    survey: survey.seconds,
    rules: Object.fromEntries(ran.map(({ rule, seconds }) => [rule, seconds])),
  }
}

/** Many pages, or with --one a page that holds them all. */
function pagesOf(count) {
  const pages = [...portPages(count, Number(values.seed))]
  return values.one ? [{ path: 'all.md', text: pages.map(({ text }) => text).join('\n') }] : pages
}

/** Seconds of the processor: those of the clock tell more about what else runs on the machine. */
async function timed(work) {
  const start = process.cpuUsage()
  const value = await work()
  const { user, system } = process.cpuUsage(start)
  return { value, seconds: (user + system) / 1e6 }
}

function print(all) {
  console.log('size  pages  claims  findings  CPU seconds  per 1000 claims')
  for (const { times, documents: pages, claims, findings, seconds, secondsPer1000 } of all) {
    console.log(
      [
        `${times}x`.padStart(4),
        pad(pages, 6),
        pad(claims, 7),
        pad(findings, 9),
        fixed(seconds, 12),
        fixed(secondsPer1000, 16),
      ].join(' '),
    )
  }
  for (const [i, result] of all.entries()) {
    console.log(
      `\n${result.times}x, slowest ${shown} rules${i > 0 ? ' and how much longer they take than on the size before' : ''}`,
    )
    const before = all[i - 1]
    const share = before && result.claims / before.claims
    const slowest = Object.entries(result.rules).sort((a, b) => b[1] - a[1])
    line('(reading)', result.reading, before?.reading)
    line('(survey)', result.survey, before?.survey)
    for (const [rule, seconds] of slowest.slice(0, shown)) line(rule, seconds, before?.rules[rule])
    if (share) console.log(`  ${'(claims)'.padEnd(30)} ${' '.repeat(8)}   x${share.toFixed(1)}`)
  }
}

function line(name, seconds, before) {
  const growth = before === undefined ? '' : `   x${(seconds / before).toFixed(1)}`
  console.log(`  ${name.padEnd(30)} ${fixed(seconds, 8)}${growth}`)
}

function pad(number, width) {
  return String(number).padStart(width)
}

function fixed(number, width) {
  return number.toFixed(3).padStart(width)
}
