import type { Problem, Rule } from '../../rule.ts'
import type { Page, Text } from '../../survey/index.ts'
import { locateIn, quoted } from '../say.ts'
import { structureWords } from './vocabulary.ts'

/** Figures, tabs and tables that are spoken of and are not there. */
export const announcedAbsent: Rule = {
  id: 'announced-absent',
  family: 'structure',
  severity: 'info',
  description: 'A figure, tabs or a table are announced, and the page has none.',
  why: 'They were lost when the page was copied or moved, and the words about them explain nothing any more.',
  examples: [
    {
      wrong: '## Diagram Explanation\n\nThe agents talk to the servers.',
      right:
        '## Diagram Explanation\n\n![Agents talk to servers](flow.svg)\n\nThe agents talk to the servers.',
      says: '“Diagram Explanation” is about a figure, and the page has none',
    },
    {
      wrong: 'Each of the tabs below shows one kind of cluster.\n\n## Hosted\n\nNothing.',
      right:
        'Each of the tabs below shows one kind of cluster.\n\n{{% tabs %}}\n{{% tab "Hosted" %}}\nNothing.\n{{% /tab %}}\n{{% /tabs %}}',
      says: '“tabs below” are announced, and the page has none',
    },
    {
      wrong: 'The following table lists the ports.\n\nNone is needed.',
      right: 'The following table lists the ports.\n\n| Port |\n| --- |\n| 80 |',
      says: '“The following table” is announced, and no table follows',
    },
  ],
  check: ({ pages }) =>
    pages.flatMap(page => [...figuresMissing(page), ...tabsMissing(page), ...tablesMissing(page)]),
}

function figuresMissing(page: Page): Problem[] {
  const words = structureWords()
  if (showsFigure(page)) return []
  return page.texts.flatMap(text => [
    ...(text.kind === 'heading' && words.figureHeadings.test(text.rich.text)
      ? problemAt(text, 0, text.rich.text, 'is about a figure, and the page has none')
      : []),
    ...announcedIn(text, 'figures', 'is announced, and the page has none'),
  ])
}

function tabsMissing(page: Page): Problem[] {
  const hasTabs = page.parts.some(
    ({ blocks, reading }) =>
      blocks.some(({ frames }) => frames.some(({ kind }) => kind === 'tab')) ||
      reading.marks.some(({ kind }) => kind === 'tab'),
  )
  return hasTabs
    ? []
    : page.texts.flatMap(text => announcedIn(text, 'tabs', 'are announced, and the page has none'))
}

/** Tables may stand further down, or come from a file; whatever else is announced is looked for nowhere else. */
function tablesMissing(page: Page): Problem[] {
  return page.parts.flatMap(part => {
    const last = part.blocks.findLastIndex(
      ({ kind, mark }) => kind === 'table' || kind === 'code' || mark !== null,
    )
    const below = new Set(part.blocks.slice(last + 1).map(({ node }) => node))
    const texts = page.texts.filter(text => text.part === part && below.has(text.node))
    return texts.flatMap(text => announcedIn(text, 'tables', 'is announced, and no table follows'))
  })
}

function announcedIn(text: Text, what: 'figures' | 'tabs' | 'tables', rest: string): Problem[] {
  const found = text.kind === 'prose' ? structureWords().announced[what].exec(text.rich.text) : null
  const isLink = text.rich.runs.some(
    ({ kind, start, end }) => kind === 'link' && found && start <= found.index && found.index < end,
  )
  return found && !isLink ? problemAt(text, found.index, found[0], rest) : []
}

function problemAt({ part, rich }: Text, start: number, words: string, rest: string): Problem[] {
  const at = locateIn(part, rich, start, start + words.length)
  return at ? [{ at, message: `${quoted(words)} ${rest}` }] : []
}

/** How pictures are put into a page, in any format; drawings in code and the marks of site generators too. */
const picture =
  /!\[|<(?:img|svg|picture|object|figure|iframe|video)\b|\bimage::?\S|\.\. (?:image|figure|graphviz|uml)::|^[ \t]*(?:```|~~~)[ \t]*(?:mermaid|plantuml|dot|ditaa|svgbob|d2|drawio|kroki)|\{\{[<%]\s*(?:figure|image|img|mermaid|diagram|screenshot)|<(?:Image|Mermaid|Figure|Diagram)/im

function showsFigure({ parts }: Page): boolean {
  return parts.some(({ reading }) => picture.test(String(reading.file.value)))
}
