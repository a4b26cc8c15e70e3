// Learns the weights of extraction from labelled pages: `npm run learn -- PAGES...`
//
// PAGES is a folder with gold/ and docs/, or GOLD:DOCS. Writes extract/hypotheses/weights.ts and eval/pages.md.
//
//   --keep PAGES      learn from these pages too, but weights by which their ports or flows fall below 0.99 are refused
//   --strength X      how strongly weights are drawn to the priors; default: as last time
//   --leave-out       choose the strength by the figures of left-out families, and write eval/figures.md
//   --export FOLDER   write the labels of these pages, without their texts, to eval/labels
//   --check           check the weights without any pages; exits 1 when something is wrong
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { priors, type Weights } from '../../extract/hypotheses/priors.ts'
import { weights as current, learning } from '../../extract/hypotheses/weights.ts'
import { type Lessons, lessonsOf } from './examples.ts'
import { figuresReport, micro, type Score, scoreFamilies } from './figures.ts'
import { learner } from './learn.ts'
import { type LoadedPage, loadPage } from './load.ts'
import { type Origin, originsOf } from './origins.ts'
import { type LabelledPage, labelledPages } from './pages.ts'
import { differencesOf, learningOf, weightProblems, weightsModule } from './weights-file.ts'

const root = path.join(import.meta.dirname, '../..')
const weightsFile = path.join(root, 'extract/hypotheses/weights.ts')
const labelColumns = [
  'line',
  'kind',
  'protocol',
  'first',
  'last',
  'port_text',
  'source',
  'destination',
  'implied',
  'direction',
  'local',
] as const
const strengths = [0.1, 0.3, 1, 3, 10]
const leastKept = 0.99

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    keep: { type: 'string', multiple: true, default: [] },
    strength: { type: 'string' },
    'leave-out': { type: 'boolean' },
    export: { type: 'string' },
    check: { type: 'boolean' },
  },
})

if (values.check) check()
else if (values.export) exportLabels(pagesOf(values.export))
else if (positionals.length + values.keep.length === 0) {
  console.error('usage: npm run learn -- PAGES... [--keep PAGES] [--leave-out] | --export PAGES | --check')
  process.exitCode = 2
} else await train()

function check(): void {
  const text = readFileSync(weightsFile, 'utf8')
  for (const problem of weightProblems(text, current, learning, priors)) {
    console.error(problem)
    process.exitCode = 1
  }
}

interface Page extends LabelledPage {
  origin: Origin
  kept: boolean
}

function pagesOf(where: string, kept = false): Page[] {
  const [gold, docs] = where.includes(':') ? where.split(':') : [`${where}/gold`, `${where}/docs`]
  const origins = originsOf(docs!)
  return labelledPages(gold!, docs!, name => origins(name).family).map(page => ({
    ...page,
    origin: origins(page.name),
    kept,
  }))
}

interface Family {
  pages: LoadedPage[]
  lessons: Lessons[]
}

async function train(): Promise<void> {
  const pages = [
    ...positionals.flatMap(where => pagesOf(where)),
    ...values.keep.flatMap(where => pagesOf(where, true)),
  ]
  const families = await familiesOf(pages)
  const loaded = new Map([...families].map(([family, { pages }]) => [family, pages]))
  const kept = new Set(pages.filter(({ kept }) => kept).map(({ file }) => file))
  const keptPages = new Map([['kept', [...loaded.values()].flat().filter(({ page }) => kept.has(page.file))]])
  const keeps = (weights: Weights): boolean => {
    const score = scoreFamilies(keptPages, () => weights)
    return (
      kept.size === 0 ||
      Math.min(micro(score, 'structural', 'ports'), micro(score, 'structural', 'near')) >= leastKept
    )
  }
  const learn = learner(
    [...families.values()].map(({ lessons }) => lessons),
    priors,
  )
  const names = [...families.keys()]
  const leaveOut = (strength: number) =>
    scoreFamilies(loaded, family => learn(strength, names.indexOf(family)))
  let strength = Number(values.strength ?? learning.strength)
  let leftOut: Score | null = null
  if (values['leave-out']) {
    const tried = (values.strength ? [strength] : strengths).map(strength => {
      const [score, isKept] = [leaveOut(strength), keeps(learn(strength))]
      console.log(
        `strength ${strength}: left out ports ${micro(score, 'structural', 'ports').toFixed(3)} near ${micro(score, 'structural', 'near').toFixed(3)}${isKept ? '' : ', below the floor of kept pages'}`,
      )
      return { strength, score, isKept }
    })
    const allowed = tried.filter(({ isKept }) => isKept)
    // Of equal ones the strongest, which stays nearest to the priors.
    const best = allowed.sort(
      (a, b) =>
        micro(b.score, 'structural', 'near') - micro(a.score, 'structural', 'near') ||
        b.strength - a.strength,
    )[0]
    if (!best) throw new Error('no strength keeps the figures of the pages to keep')
    strength = best.strength
    leftOut = best.score
  }
  const weights = learn(strength)
  const scores = { priors: scoreFamilies(loaded, () => priors), all: scoreFamilies(loaded, () => weights) }
  for (const [name, score] of Object.entries(scores))
    console.log(
      `${name}: ports ${micro(score, 'structural', 'ports').toFixed(3)} near ${micro(score, 'structural', 'near').toFixed(3)} claims on pages without any ${score.extra}`,
    )
  if (!keeps(weights)) {
    console.error(`weights not written: pages to keep fall below ${leastKept}`)
    process.exitCode = 1
    return
  }
  writeFileSync(weightsFile, weightsModule(weights, learningOf(priors, strength)))
  writePages(pages)
  if (leftOut)
    writeFileSync(
      inEval('figures.md'),
      figuresReport({ ...scores, leftOut }, loaded, strength, differencesOf(weights, priors)),
    )
}

async function familiesOf(pages: Page[]): Promise<Map<string, Family>> {
  const families = new Map<string, Family>()
  const names = [...new Set(pages.map(({ family }) => family))].sort()
  for (const name of names) {
    const family: Family = { pages: [], lessons: [] }
    for (const page of pages.filter(({ family }) => family === name)) {
      const loaded = await loadPage(page)
      family.pages.push(loaded)
      family.lessons.push(lessonsOf(loaded, priors))
    }
    families.set(name, family)
  }
  return families
}

function inEval(file: string): string {
  const full = path.join(root, 'eval', file)
  mkdirSync(path.dirname(full), { recursive: true })
  return full
}

function writePages(pages: Page[]): void {
  const list = pages.map(({ origin, name }) => ({ name, ...origin }))
  list.sort((a, b) => (a.name < b.name ? -1 : 1))
  writeFileSync(inEval('pages.md'), pagesTable(list))
}

function exportLabels(pages: Page[]): void {
  for (const { name, gold } of pages) {
    const lines = [labelColumns, ...gold.map(row => labelColumns.map(column => row[column]))]
    const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
    writeFileSync(inEval(`labels/${name}.csv`), lines.map(cells => `${cells.map(cell).join(',')}\n`).join(''))
  }
}

/** The pages as a table: where each comes from, nothing of what it says. */
function pagesTable(pages: Record<string, unknown>[]): string {
  const columns = ['name', 'family', 'repository', 'commit', 'path', 'licence']
  const row = (cells: unknown[]) =>
    `| ${cells.map(cell => String(cell ?? '').replaceAll('|', '/')).join(' | ')} |\n`
  const rows = pages.map(page => row(columns.map(column => page[column])))
  return `# Pages that the weights were learned from\n\n${row(columns)}${row(columns.map(() => '---'))}${rows.join('')}`
}
