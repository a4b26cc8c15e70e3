import { code, words } from '../../check/report/markdown-words.ts'
import type { Change, Difference, Finding, Traffic } from '../../schema/types.ts'
import { sayConditions, sayFrom, sayPorts, sayProtocol, sayTo } from '../words.ts'
import { type Block, fit } from './blocks.ts'
import { countTraffic, type Format, grouped, placesOf, reasonOf, titles, whereOf } from './format.ts'

/** GitHub takes no longer comment: 65,536 characters, of which some are left for what stands around. */
const longest = 60_000
const tableHead = '| Protocol | Port | From | To | Why |\n| --- | --- | --- | --- | --- |'

/** A comparison as a comment on a pull request: what to open and to close, the evidence folded away. */
export const markdown: Format = difference => {
  const blocks = [
    ...trafficBlocks(difference, 'open'),
    ...trafficBlocks(difference, 'close'),
    ...reviewBlocks(difference),
    ...findingBlocks(difference),
    ...evidenceBlocks(difference),
  ]
  const { text, left } = fit(blocks, longest)
  const rest = left === 0 ? '' : `…and ${left} more lines; run \`portolan diff\` to see them all.`
  return `${[`## Portolan: ${countTraffic(difference)}`, text, rest].filter(Boolean).join('\n\n')}\n`
}

/** A table for each document or deployment and section. */
function trafficBlocks({ changes }: Difference, which: 'open' | 'close'): Block[] {
  const own = changes.filter(change => change[which].length > 0)
  return [...grouped(own, placeName)].map(([place, list]) => ({
    heading: titles[which].heading,
    head: [place, tableHead].filter(Boolean).join('\n\n'),
    lines: list.flatMap(change => change[which].map(one => row(one, change))),
    foot: '',
  }))
}

function row(one: Traffic, change: Change): string {
  const condition = sayConditions(one)
  const to = `${sayTo(one)}${one.local ? ' (on the node)' : ''}`
  const why = condition ? `${reasonOf(change)} (${condition})` : reasonOf(change)
  const cells = [sayProtocol(one), sayPorts(one), sayFrom(one), to, why]
  return `| ${cells.map(text => (text === '' ? '–' : words(text))).join(' | ')} |`
}

function reviewBlocks({ changes }: Difference): Block[] {
  const own = changes.filter(({ level }) => level === 'review')
  return [...grouped(own, placeName)].map(([place, list]) => ({
    heading: titles.review.heading,
    head: place,
    lines: list.map(({ message }) => `- ${words(message)}`),
    foot: '',
  }))
}

function findingBlocks({ findings }: Difference): Block[] {
  if (!findings) return []
  const item = (word: string) => (finding: Finding) => {
    const place = `${finding.location.document}:${finding.location.line}`
    return `- **${word}** ${words(finding.message)} (${code(finding.rule)}, ${code(place)})`
  }
  const lines = [...findings.appeared.map(item('New:')), ...findings.gone.map(item('Gone:'))]
  return [{ heading: 'Findings', head: '', lines, foot: '' }]
}

/** Every change with its places, folded away; blank lines around let Markdown work inside the HTML. */
function evidenceBlocks({ changes }: Difference): Block[] {
  const count = `${changes.length} ${changes.length === 1 ? 'change' : 'changes'}`
  const head = `<details><summary>Evidence: ${count}</summary>`
  return [{ heading: 'Where it stands', head, lines: changes.map(evidence), foot: '</details>' }]
}

function evidence(change: Change): string {
  const { before, after } = placesOf(change)
  const told = (word: string, places: string[]) =>
    places.length > 0 ? [`${word} ${places.map(code).join(' ')}`] : []
  const places = [...told('was', before), ...told('is', after)].join(', ')
  return `- ${words(change.message)} (${code(change.class)}): ${places}`
}

function placeName(change: Change): string {
  return whereOf(change)
    .map(name => `**${words(name)}**`)
    .join(' › ')
}
