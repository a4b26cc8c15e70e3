import type { Fact, Survey } from '../../check/survey/index.ts'
import { lineOf, stretchOf } from './edit.ts'
import type { Site } from './slip.ts'

const others: Record<string, string> = { tcp: 'udp', udp: 'tcp' }

/** Where TCP and UDP can be mistaken for each other: every such word of every claim, once. */
export function protocolSites(survey: Survey): Site[] {
  const all = survey.facts.flatMap(sitesOf)
  return [...new Map(all.map(({ key, site }) => [key, site])).values()]
}

function sitesOf({ page, claim }: Fact): { key: string; site: Site }[] {
  const { start, end } = stretchOf(page.text, claim.spans.protocol ?? claim.location)
  return [...page.text.slice(start, end).matchAll(/\b(?:tcp|udp)\b/gi)].map(({ 0: word, index }) => {
    const at = start + index
    const line = lineOf(page.text, at)
    const edit = { start: at, end: at + word.length, text: likewise(others[word.toLowerCase()]!, word) }
    const targets = [{ document: page.path, line, endLine: line }]
    return {
      key: `${page.path}:${at}`,
      site: { kind: 'protocol swapped', make: () => ({ page, edit, targets, right: [] }) },
    }
  })
}

/** A word in capitals where the other one was. */
function likewise(word: string, other: string): string {
  return other === other.toUpperCase() ? word.toUpperCase() : word
}
