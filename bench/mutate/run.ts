// npm run mutate -- SEED: how many slips of the pen the rules find, in documents without mistakes.
import path from 'node:path'
import { parseArgs } from 'node:util'
import { checkPages } from '../../check/index.ts'
import { type Page, pageOf, readPages, type Survey, surveyPages } from '../../check/survey/index.ts'
import { loadSources } from '../../dataset/sources.ts'
import { placeText } from '../../schema/place.ts'
import { cleanDocuments } from './clean.ts'
import { deletionSites } from './deletions.ts'
import { judge } from './judge.ts'
import { numberSites } from './numbers.ts'
import { randomOf, seedOf, shuffled } from './random.ts'
import { joinSites } from './rows.ts'
import { isEnough, isMet, type Score, scoreOf, type Trial, tableOf, totalOf } from './score.ts'
import { edited, lineOf, type Site, type Slip } from './slip.ts'
import { headerSites, protocolSites, wordSites } from './words.ts'

const options = read()
const started = performance.now()
const documents = await cleanDocuments(loadSources(path.join(import.meta.dirname, '../../sources')))
const pages = await readPages(documents)
const { findings } = checkPages(pages)
const errors = findings.filter(({ severity }) => severity === 'error')
const kinds = [...sitesOf(pages)].filter(([kind]) => kind.includes(options.only))
const trials: Trial[] = []
const scores: Score[] = []
for (const [kind, sites] of kinds) {
  const tried = await triedOf(kind, draw(kind, sites))
  trials.push(...tried)
  scores.push(scoreOf(kind, sites.length, tried))
}
const totals = [
  totalOf('all slips of a port, its value stated elsewhere', 'suggested', scores),
  totalOf('all others', 'flagged', scores),
].filter(({ drawn }) => drawn > 0)
report()
process.exitCode = errors.length > 0 || !totals.every(isEnough) ? 1 : 0

function read() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        'per-kind': { type: 'string', default: '60' },
        all: { type: 'boolean', default: false },
        only: { type: 'string', default: '' },
        misses: { type: 'boolean', default: false },
      },
    })
    const [seed, most] = [positionals[0] ?? '', values['per-kind']].map(Number)
    if (positionals.length !== 1 || !Number.isInteger(seed) || !Number.isInteger(most) || most! < 1)
      throw new Error('a seed is needed, a whole number')
    return { ...values, seed: seed!, most: values.all ? Number.POSITIVE_INFINITY : most! }
  } catch (error) {
    console.error(
      `${(error as Error).message}\nnpm run mutate -- SEED [--per-kind N | --all] [--only KIND] [--misses]`,
    )
    process.exit(2)
  }
}

/** Every place where a slip can be made, by kind. */
function sitesOf(pages: Page[]): Map<string, Site[]> {
  const survey = surveyPages(pages)
  const makers: ((survey: Survey) => Site[])[] = [
    numberSites,
    protocolSites,
    deletionSites,
    wordSites,
    joinSites,
    headerSites,
  ]
  const kinds = new Map<string, Site[]>()
  for (const site of makers.flatMap(sites => sites(survey)))
    kinds.set(site.kind, [...(kinds.get(site.kind) ?? []), site])
  return kinds
}

/** Draws slips of one kind; each place gives one. */
function draw(kind: string, sites: Site[]): Slip[] {
  const random = randomOf(seedOf(options.seed, kind))
  return shuffled(sites, random)
    .slice(0, options.most)
    .map(site => site.make(random))
}

async function triedOf(kind: string, slips: Slip[]): Promise<Trial[]> {
  const tried: Trial[] = []
  for (const [i, slip] of slips.entries()) {
    const end = i + 1 < slips.length ? '' : '\n'
    if (process.stderr.isTTY || end) process.stderr.write(`\r${kind} ${i + 1}/${slips.length}${end}`)
    tried.push({ kind, slip, verdict: judge(slip, findings, await findingsAfter(slip)) })
  }
  return tried
}

/** Checks all documents again with a slip; those without it are not read again. */
async function findingsAfter({ page, edit }: Slip) {
  const changed = await Promise.all(
    pages.map((one, i) =>
      one.path === page.path ? pageOf({ ...documents[i]!, text: edited(one.text, edit) }) : one,
    ),
  )
  return checkPages(changed).findings
}

function report(): void {
  console.log(`${documents.length} clean documents: ${findings.length} findings, ${errors.length} errors`)
  for (const { location, rule, message } of errors)
    console.log(`  ${placeText(location)} ${rule}: ${message}`)
  console.log(tableOf([...scores, ...totals]))
  if (options.misses) for (const trial of trials.filter(one => !isMet(one))) console.log(describe(trial))
  console.log(`seed ${options.seed}, ${((performance.now() - started) / 1000).toFixed(0)} s`)
}

/** A slip that was missed, with the findings that it caused. */
function describe({ kind, slip: { page, edit, targets, right }, verdict }: Trial): string {
  const places = new Set(targets.map(({ document, line }) => `${document}:${line}`))
  const expected = right.length > 0 ? `: ${[...new Set(right)].join(' or ')}` : ''
  return [
    `${kind} ${page.path}:${lineOf(page.text, edit.start)}${verdict.noisy ? ' NOISY' : ''}`,
    `  "${page.text.slice(edit.start, edit.end)}" became "${edit.text}"`,
    `  expected at ${[...places].join(' ')}${expected}`,
    ...verdict.fresh.map(one => `  ${one.severity} ${one.rule} ${placeText(one.location)}: ${one.message}`),
  ].join('\n')
}
