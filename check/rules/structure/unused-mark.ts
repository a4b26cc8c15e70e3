import type { Problem, Rule } from '../../rule.ts'
import type { Page, Text } from '../../survey/index.ts'
import { locateIn, quoted } from '../say.ts'
import { structureWords } from './vocabulary.ts'

/** Marks on ports that are explained and used nowhere. */
export const unusedMark: Rule = {
  id: 'unused-mark',
  family: 'structure',
  severity: 'info',
  description: 'A passage explains a mark on ports that no table or list has.',
  why: 'The mark was lost from the rows: readers take for a port to be opened what the passage makes an exception of.',
  examples: [
    {
      wrong:
        '| Port | Purpose |\n| --- | --- |\n| 9099 | probes |\n\nPorts marked as `local traffic` stay on the node.',
      right:
        '| Port | Purpose |\n| --- | --- |\n| 9099 | probes (local traffic) |\n\nPorts marked as `local traffic` stay on the node.',
      says: 'No table or list has anything marked “local traffic”',
    },
  ],
  check: ({ pages }) => pages.flatMap(page => page.texts.flatMap(text => problemsIn(text, page))),
}

function problemsIn(text: Text, page: Page): Problem[] {
  if (text.kind !== 'prose') return []
  const { rich, part } = text
  return marksIn(text).flatMap(({ start, end }) => {
    const mark = rich.text.slice(start, end)
    const at = locateIn(part, rich, start, end)
    const isUsed = page.texts.some(
      other =>
        other !== text &&
        (other.kind === 'cell' || other.block.list !== null) &&
        other.rich.text.toLowerCase().includes(mark.toLowerCase()),
    )
    return at && !isUsed ? [{ at, message: `No table or list has anything marked ${quoted(mark)}` }] : []
  })
}

/** What stands in code, in quotes or in another script behind words that speak of marks. */
function marksIn({ rich: { text, runs } }: Text): { start: number; end: number }[] {
  const code = runs.filter(({ kind }) => kind === 'code')
  const others = [...text.matchAll(/[“"「]([^”"」]{2,40})[”"」]/g)].map(({ 1: words, index }) => ({
    start: index + 1,
    end: index + 1 + words!.length,
  }))
  const latin = [
    ...text.matchAll(/(?<=\p{Script=Han})[\p{Script=Latin}][\p{Script=Latin} -]{2,40}(?=\p{Script=Han})/gu),
  ].map(({ 0: words, index }) => ({ start: index, end: index + words.length }))
  return [...code, ...others, ...latin].filter(({ start }) =>
    structureWords().marked.test(text.slice(0, start).replace(/[“"「]$/, '')),
  )
}
