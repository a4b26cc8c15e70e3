import { Command, Option } from 'commander'
import { jsonOf } from '../../../check/report/plain.ts'
import { explain, flowsAt } from '../../../dataset/api/explain.ts'
import type { Dataset } from '../../../dataset/files.ts'
import { nearest } from '../../../schema/nearest.ts'
import type { Claim, Flow } from '../../../schema/types.ts'
import { openDataset } from '../../dataset.ts'
import { dataOption } from '../../filter.ts'
import { exit, exitWith, say, show, terminalWidth } from '../../io.ts'
import { describeExplanation, describeLine, type Line } from './report.ts'

/** `portolan explain`: why a flow is in the dataset. */
export function explainCommand(): Command {
  return new Command('explain')
    .description(
      'Shows what backs a flow: the claims with the lines that make them, the corrections with their reasons, the findings. Or tells which flows a line of a document backs, and why a claim backs none.',
    )
    .argument(
      '<words...>',
      'id of a flow, or parts of it; DOCUMENT:LINE, where the source’s name will do for the document',
    )
    .addOption(
      new Option('-f, --format <format>', 'how it is written').choices(['text', 'json']).default('text'),
    )
    .addOption(dataOption())
    .addHelpText('after', examples)
    .action(runExplain)
}

const examples = `
An id holds a “>”: put it in quotes. Parts of one need none: each is looked
for, and where they fit several flows, these are listed.

Examples:
  portolan explain 'rancher-2.x/rke-nodes/etcd>etcd/tcp/2379'
  portolan explain rke-nodes administrator 22
  portolan explain sources/rke-nodes/document.md:19
  portolan explain rke-nodes:19

Exit status: 0 it was found, 1 nothing or too much was, 2 usage, 3 the dataset
could not be read.`

/** What `portolan explain` is asked to do. */
export interface Options {
  format: 'text' | 'json'
  data?: string
}

/** Most flows that are listed when words fit several. */
const most = 20

/** Explains a flow, or a line of a document. */
export async function runExplain(words: string[], { format, data }: Options): Promise<void> {
  const dataset = await openDataset(data)
  if (!dataset) return
  const line = words.length === 1 ? lineOf(words[0]!, dataset) : null
  const flows = line ? [] : flowsNamed(words, dataset.flows)
  const explanation = flows.length === 1 ? explain(flows[0]!, dataset) : null
  if (line && line.claims.length === 0) tellSilent(line, dataset)
  else if (line) write(format, line, describeLine(line, dataset, terminalWidth()))
  else if (explanation) write(format, explanation, describeExplanation(explanation, dataset, terminalWidth()))
  else tellCandidates(words, flows, dataset)
}

function write(format: Options['format'], value: object, text: string): void {
  show(format === 'json' ? `${jsonOf(value, 2)}\n` : text, format)
}

/** The flow of that id alone; else all whose ids hold every word, in any order. */
function flowsNamed(words: string[], flows: Flow[]): Flow[] {
  const exact = flows.find(({ id }) => id === words.join(' '))
  const parts = words.map(word => word.toLowerCase())
  const whole = (id: string, part: string) =>
    id.split(/[/>&=,]/).includes(part) || (/[/>&=,]/.test(part) && id.includes(part))
  const fits = (test: (id: string, part: string) => boolean) =>
    flows.filter(({ id }) => parts.every(part => test(id.toLowerCase(), part)))
  if (exact) return [exact]
  const named = fits(whole)
  return named.length > 0 ? named : fits((id, part) => id.includes(part))
}

/** Words that fit none, or several: what is near, or what fits. */
function tellCandidates(words: string[], flows: Flow[], dataset: Dataset): void {
  const named = words.join(' ')
  if (flows.length > 1) {
    const listed = flows.slice(0, most).map(({ id }) => id)
    const more = flows.length > most ? [`… and ${flows.length - most} more`] : []
    say([`“${named}” fits ${flows.length} flows; name more of one:`, ...listed, ...more].join('\n  '))
  } else {
    const ids = dataset.flows.map(({ id }) => id)
    const meant = nearest(named, ids)
    const advice = meant ? `did you mean ${meant}?` : 'portolan query lists flows'
    say(`no flow or line is called “${named}”; ${advice}`)
  }
  exitWith(exit.holds)
}

function tellSilent({ document, line }: Line, { claims }: Dataset): void {
  const lines = claims
    .filter(({ location }) => location.document === document)
    .map(({ location }) => location.line)
  const near = [...new Set(lines)]
    .sort((a, b) => Math.abs(a - line) - Math.abs(b - line) || a - b)
    .slice(0, 4)
  say(
    `${document}:${line} states nothing about ports; near are the lines ${near.sort((a, b) => a - b).join(', ')}`,
  )
  exitWith(exit.holds)
}

/** A line of a document that is named by its path, the end of it, or its source. */
function lineOf(word: string, { claims, sources, flows }: Dataset): Line | null {
  const [, name, number] = /^(.+?):(\d+)(?::\d+)?$/.exec(word) ?? []
  const plain = name?.replace(/^\.\//, '')
  const named = sources.filter(
    ({ id, document }) => id === plain || document === plain || document.endsWith(`/${plain}`),
  )
  const [source] = named
  if (!source || named.length > 1) return null
  const { document } = source
  const line = Number(number)
  const holds = ({ location }: Claim) =>
    location.document === document && location.line <= line && line <= location.endLine
  return { document, line, claims: claims.filter(holds), flows: flowsAt(document, line, { flows, claims }) }
}
