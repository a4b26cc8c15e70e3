import { readFileSync } from 'node:fs'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { priors, type Weights } from '../../extract/hypotheses/priors.ts'
import { learning, weights } from '../../extract/hypotheses/weights.ts'
import { lessonsOf } from '../../scripts/learn/examples.ts'
import { learner } from '../../scripts/learn/learn.ts'
import { claimsWith, type LoadedPage, readPage } from '../../scripts/learn/load.ts'
import type { GoldRow } from '../../scripts/learn/pages.ts'
import { learningOf, weightProblems, weightsModule } from '../../scripts/learn/weights-file.ts'

/** All weights are 0: nothing is known before learning. */
const blank = mapped(priors, () => 0)

function mapped(tree: Weights, change: (value: number) => number): Weights {
  return JSON.parse(JSON.stringify(tree), (_, value) => (typeof value === 'number' ? change(value) : value))
}

function labelled(line: number, [port, protocol]: [string, string]): GoldRow {
  const nothing = { port_text: '', implied: '', direction: '', local: '', condition: '', context: '' }
  const ends = { source: '', destination: '', description: '' }
  return { ...nothing, ...ends, line: `${line}`, kind: 'row', protocol, first: port, last: port }
}

/** A page with a table under unknown headers, labelled if it states traffic. */
function page(
  name: string,
  title: string,
  rows: string[][],
  ports?: [string, string][],
): Promise<LoadedPage> {
  const width = rows[0]!.length
  const table = [Array(width).fill('Gangway'), Array(width).fill('---'), ...rows]
  const text = [`# ${title}`, '', ...table.map(cells => `| ${cells.join(' | ')} |`), ''].join('\n')
  const gold = (ports ?? []).map((port, i) => labelled(5 + i, port))
  return readPage({ name, file: `${name}.md`, family: name, gold }, text)
}

const pages = await Promise.all([
  page(
    'quay',
    'Quay',
    [
      ['8443', 'TCP', 'crane'],
      ['9443', 'UDP', 'rope'],
    ],
    [
      ['8443', 'tcp'],
      ['9443', 'udp'],
    ],
  ),
  page(
    'pier',
    'Pier',
    [
      ['TCP', '7001'],
      ['TCP', '7002'],
    ],
    [
      ['7001', 'tcp'],
      ['7002', 'tcp'],
    ],
  ),
  page('dock', 'Dock', [
    ['8000', '16 GB'],
    ['9000', '32 GB'],
  ]),
  page('hull', 'Hull', [
    ['4096', 'blue'],
    ['8192', 'red'],
  ]),
])

function learned(): Weights {
  const families = pages.map(loaded => [lessonsOf(loaded, priors)])
  return learner(families, blank)(0.003)
}

test('learning finds what states ports on invented pages, and reads a new page by it', async () => {
  const unseen = await page('mast', 'Mast', [
    ['rope', 'UDP', '6001'],
    ['sail', 'TCP', '6002'],
  ])
  const sized = await page('keel', 'Keel', [
    ['6001', '16 GB'],
    ['6002', '32 GB'],
  ])
  const found = (loaded: LoadedPage, weights: Weights) =>
    claimsWith(loaded, weights).map(({ protocol, ports }) => `${protocol} ${ports?.first}`)
  assert.equal(found(unseen, blank), [])
  assert.equal(found(unseen, learned()), ['udp 6001', 'tcp 6002'])
  assert.equal(found(sized, learned()), [])
})

test('learning twice gives the same bytes', () => {
  const module = () => weightsModule(learned(), learningOf(blank, 0.003))
  assert.is(module(), module())
})

test('without lessons the priors stay', () => {
  assert.equal(
    learner([], priors)(0.1),
    mapped(priors, value => value),
  )
})

const file = readFileSync(new URL('../../extract/hypotheses/weights.ts', import.meta.url), 'utf8')

test('the weights in use are as learning wrote them', () => {
  assert.equal(weightProblems(file, weights, learning, priors), [])
})

test('the check refuses weights that are unsorted, unknown, missing, not rounded or out of date', () => {
  const { bias, ...rest } = weights.item
  const lines = file.split('\n')
  const at = lines.findIndex(line => line.includes(' bias:'))
  const swapped = [...lines.slice(0, at), lines[at + 1], lines[at], ...lines.slice(at + 2)].join('\n')
  const of = (changed: Weights, from = priors) =>
    weightProblems(weightsModule(changed, learning), changed, learning, from)
  assert.equal(weightProblems(swapped, weights, learning, priors), [
    'weights: not sorted and formatted as generated',
  ])
  assert.equal(of({ ...weights, item: { ...weights.item, gangway: 1 } }), [
    'weights: no prior is called item.gangway',
  ])
  assert.equal(of({ ...weights, item: rest }), ['weights: item.bias is missing'])
  assert.equal(of({ ...weights, item: { ...rest, bias: 0.123 } }), ['weights: not rounded to two decimals'])
  assert.equal(of(weights, { ...priors, item: { ...priors.item, bias: -3.3 } }), [
    'weights: the priors or settings were changed since; learn again',
  ])
  assert.type(bias, 'number')
})

test.run()
