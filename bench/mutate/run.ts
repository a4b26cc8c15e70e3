// npm run mutate -- SEED: how many slips of the pen the rules find, in documents without mistakes.
import path from 'node:path'
import { parseArgs } from 'node:util'
import { loadSources } from '../../dataset/sources.ts'
import { cleanDocuments, loadMends } from './clean.ts'
import { describe, noiseOf } from './describe.ts'
import { cleanOf, draw, sitesOf, type Trial, tried } from './draw.ts'
import { isMet, scoreOf, totalOf } from './score.ts'
import type { Slip } from './slip.ts'
import { tableOf } from './table.ts'

const usage = 'npm run mutate -- SEED [--per-kind N | --all] [--only KIND] [--misses] [--json]'
const options = read()
const started = performance.now()
const clean = await cleanOf(
  await cleanDocuments(loadSources(path.join(import.meta.dirname, '../../sources')), loadMends()),
)
const errors = clean.findings.filter(({ severity }) => severity === 'error')
const kinds = [...sitesOf(clean.pages)].filter(([kind]) => kind.includes(options.only))
const trials: Trial[][] = []
for (const [kind, sites] of kinds)
  trials.push(await triedOf(kind, draw(kind, sites, options.seed, options.most)))
const scores = kinds.map(([kind, sites], i) => scoreOf(kind, sites.length, trials[i]!))
const totals = [
  totalOf('all slips of a port, its value stated elsewhere', 'suggested', scores),
  totalOf('all others', 'flagged', scores),
].filter(({ drawn }) => drawn > 0)
const misses = trials.flat().filter(trial => !trial.slip.free && !isMet(trial))
console.log(options.json ? JSON.stringify(asJson(), null, 2) : asText())
process.exitCode = errors.length > 0 || totals.some(({ ok }) => !ok) ? 1 : 0

function read() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        'per-kind': { type: 'string', default: '60' },
        all: { type: 'boolean', default: false },
        only: { type: 'string', default: '' },
        misses: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    })
    const [seed, most] = [positionals[0] ?? '', values['per-kind']].map(Number)
    if (positionals.length !== 1 || !Number.isInteger(seed) || !Number.isInteger(most) || most! < 1)
      throw new Error('a seed is needed, a whole number')
    return { ...values, seed: seed!, most: values.all ? Number.POSITIVE_INFINITY : most! }
  } catch (error) {
    console.error(`${(error as Error).message}\n${usage}`)
    process.exit(2)
  }
}

async function triedOf(kind: string, slips: Slip[]): Promise<Trial[]> {
  const trials: Trial[] = []
  for (const [i, slip] of slips.entries()) {
    const end = i + 1 < slips.length ? '' : '\n'
    if (process.stderr.isTTY || end) process.stderr.write(`\r${kind} ${i + 1}/${slips.length}${end}`)
    trials.push(await tried(kind, slip, clean))
  }
  return trials
}

function asText(): string {
  const told = errors.map(
    ({ location, rule, message }) => `  ${location.document}:${location.line} ${rule}: ${message}`,
  )
  return [
    `${clean.documents.length} clean documents: ${clean.findings.length} findings, ${errors.length} errors`,
    ...told,
    tableOf([...scores, ...totals]),
    ...(options.misses ? [...misses.map(describe), ...noiseOf(misses)] : []),
    `seed ${options.seed}, ${((performance.now() - started) / 1000).toFixed(0)} s`,
  ].join('\n')
}

function asJson() {
  return {
    seed: options.seed,
    clean: { findings: clean.findings.length, errors },
    scores,
    totals,
    ...(options.misses && { misses: misses.map(describe) }),
  }
}
