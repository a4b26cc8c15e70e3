import { fold } from '../../../reconcile/index.ts'
import type { Problem, Rule } from '../../rule.ts'
import type { Page, Survey, Text } from '../../survey/index.ts'
import { locateIn, quoted, shown } from '../say.ts'
import { structureWords } from './vocabulary.ts'

/** References to a section that the page does not have. */
export const missingSection: Rule = {
  id: 'missing-section',
  family: 'structure',
  severity: 'info',
  description: 'A passage refers to a section by a title that no heading of the page has.',
  why: 'The section was renamed, translated or left out, and the link to it lost; readers search for it in vain.',
  examples: [
    {
      wrong: 'Use the table in Commonly Used Ports.\n\n## Other Ports\n\nNone.',
      right:
        'Use the table in Commonly Used Ports, or the list in [Node Ports](nodes.md).\n\n## Commonly used ports\n\nNone.',
      says: 'No section is called “Commonly Used Ports”',
    },
  ],
  check: survey => survey.pages.flatMap(page => page.texts.flatMap(text => problemsIn(text, page, survey))),
}

function problemsIn(text: Text, page: Page, survey: Survey): Problem[] {
  const { kind, rich, part } = text
  if (kind !== 'prose') return []
  const titles = structureWords().sections.flatMap(expression => [...rich.text.matchAll(expression)])
  return titles.flatMap(({ 0: all, index, groups }) => {
    const title = groups!.title!
    const start = index + all.lastIndexOf(title)
    const isLink = rich.runs.some(
      run => run.kind === 'link' && run.start < start + title.length && run.end > start,
    )
    const at = locateIn(part, rich, start, start + title.length)
    if (!at || isLink || isHeading(title, page)) return []
    return [{ at, message: `No section is called ${quoted(title)}`, evidence: elsewhere(title, survey) }]
  })
}

function isHeading(title: string, { texts }: Page): boolean {
  const name = fold(title)
  return texts.some(({ kind, rich }) => kind === 'heading' && fold(rich.text).includes(name))
}

/** Sections of that name in other documents. */
function elsewhere(title: string, { pages }: Survey): Problem['evidence'] {
  const headings = pages.flatMap(({ texts }) =>
    texts.filter(({ kind, rich }) => kind === 'heading' && fold(rich.text) === fold(title)),
  )
  return headings.flatMap(({ part, rich }) => {
    const at = locateIn(part, rich, 0, rich.text.length)
    return at ? [shown(at, quoted(rich.text))] : []
  })
}
