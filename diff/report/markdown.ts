import { groupBy } from '../../check/group.ts'
import { code, words } from '../../check/report/markdown.ts'
import type { Change, Difference, Finding, Traffic } from '../../schema/types.ts'
import { sayConditions, sayNodes, sayPorts, sayProtocol } from '../words.ts'
import { countTraffic, type Format, placeWords, reasonOf, titles, whereOf } from './format.ts'

/** GitHub takes no longer comment: 65,536 characters, of which some are left for the text around. */
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
  return [...groupBy(own, placeName)].map(([place, list]) => ({
    heading: titles[which].heading,
    head: [place, tableHead].filter(Boolean).join('\n\n'),
    lines: list.flatMap(change => change[which].map(one => row(one, change))),
    foot: '',
  }))
}

function row(one: Traffic, change: Change): string {
  const condition = sayConditions(one)
  const to = `${sayNodes(one.to)}${one.local ? ' (on the node)' : ''}`
  const why = condition ? `${reasonOf(change)} (${condition})` : reasonOf(change)
  const cells = [sayProtocol(one), sayPorts(one), sayNodes(one.from), to, why]
  return `| ${cells.map(text => (text === '' ? '–' : words(text))).join(' | ')} |`
}

function reviewBlocks({ changes }: Difference): Block[] {
  const own = changes.filter(({ level }) => level === 'review')
  return [...groupBy(own, placeName)].map(([place, list]) => ({
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
  const places = placeWords(change, list => list.map(code).join(' '))
  return `- ${words(change.message)} (${code(change.class)}): ${places}`
}

function placeName(change: Change): string {
  return whereOf(change)
    .map(name => `**${words(name)}**`)
    .join(' › ')
}

/** A part of a report that may be cut between its lines. */
interface Block {
  /** Shown once above blocks that share it. */
  heading: string
  /** Shown before the lines, and not without them. */
  head: string
  lines: string[]
  /** Shown after them, however few there are. */
  foot: string
}

/**
 * Puts blocks together, as many of their lines as there is room for.
 *
 * @param room most characters
 * @returns the text, and how many lines were left out
 */
function fit(blocks: Block[], room: number): { text: string; left: number } {
  const parts: string[] = []
  let [used, left, last] = [0, 0, '']
  for (const { heading, head, lines, foot } of blocks) {
    const above = [...(heading === last ? [] : [`### ${heading}`]), head].filter(Boolean).join('\n\n')
    used += above.length + foot.length + 6
    const kept = lines.filter(line => {
      used += line.length + 1
      return used <= room
    })
    left += lines.length - kept.length
    if (kept.length === 0) continue
    last = heading
    // A table's rows follow its head at once; a blank line would end it.
    const body = head.endsWith('|') ? [`${above}\n${kept.join('\n')}`] : [above, kept.join('\n')]
    parts.push([...body, foot].filter(Boolean).join('\n\n'))
  }
  return { text: parts.join('\n\n'), left }
}
