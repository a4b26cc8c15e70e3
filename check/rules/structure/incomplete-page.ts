import type { Part } from '../../../extract/index.ts'
import {
  type Block,
  evenLines,
  line,
  type Mark,
  type Rich,
  richText,
  stretchOf,
  wholeWord,
} from '../../../extract/trees.ts'
import type { Problem, Rule } from '../../rule.ts'
import { locate, type Page, type Text } from '../../survey/index.ts'
import { locateIn, quoted, shown } from '../evidence.ts'
import { structureWords } from './vocabulary.ts'

/** What a page announces and does not contain, and what was never filled in or translated. */
export const incompletePage: Rule = {
  id: 'incomplete-page',
  family: 'words',
  severity: 'info',
  description:
    'A page announces a figure, tabs or a table that it does not contain, or has a placeholder or an untranslated paragraph.',
  why: 'Readers miss what was lost when the page was copied, moved or translated, and tools cannot check it.',
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
    {
      wrong: 'The following table lists the ports.\n\n{{< ports-of-nodes >}}\n\n## Others',
      right:
        'The following table lists the [ports]({{< baseurl >}}/ports).\n\n| Port |\n| --- |\n| 80 |\n\n{{< feedback-button >}}',
      says: 'The table that is announced is left to “ports-of-nodes”, which was not found',
    },
    {
      wrong: '| Port | Purpose |\n| --- | --- |\n| 9796 | TBD |',
      right:
        '| Port | Purpose |\n| --- | --- |\n| 9796 | metrics, see `TODO` in the code, `sg-xxx` and XXX.XXX.1.2 |',
      says: '“TBD” is a placeholder that was left in the page',
    },
    {
      wrong: '* Will be replaced with the ToC\n{:toc}\n\n# Ports',
      right: '* This list\n{:toc}\n\n# Ports',
      says: '“Will be replaced with the ToC” is a placeholder that was left in the page',
    },
    {
      wrong:
        '## 端口要求\n\n为了保证集群正常运行，需要在所有主机的防火墙或者安全策略中打开以下端口，否则节点之间无法通信。\n\nThe following table lists the ports that the nodes need.',
      right:
        '## 端口要求\n\n为了保证集群正常运行，需要在所有主机的防火墙或者安全策略中打开以下端口，否则节点之间无法通信。\n\nKubernetes API\n\n节点需要这些端口。',
      says: '“The following table lists the ports that the nodes need” is not translated',
    },
  ],
  check: ({ pages }) =>
    pages.flatMap(page => [
      ...figuresMissing(page),
      ...tabsMissing(page),
      ...tablesMissing(page),
      ...page.parts.flatMap(part => includesMissing(part, page)),
      ...placeholdersIn(page),
      ...untranslatedIn(page),
    ]),
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

function problemAt(text: Text, start: number, words: string, rest: string): Problem[] {
  const at = locateIn(text, start, start + words.length)
  return at ? [{ at, message: `${quoted(words)} ${rest}` }] : []
}

/** How pictures are put into a page, in any format; drawings in code and the marks of site generators too. */
const picture =
  /!\[|<(?:img|svg|picture|object|figure|iframe|video)\b|\bimage::?\S|\.\. (?:image|figure|graphviz|uml)::|^[ \t]*(?:```|~~~)[ \t]*(?:mermaid|plantuml|dot|ditaa|svgbob|d2|drawio|kroki)|\{\{[<%]\s*(?:figure|image|img|mermaid|diagram|screenshot)|<(?:Image|Mermaid|Figure|Diagram)/im

function showsFigure({ parts }: Page): boolean {
  return parts.some(({ reading }) => picture.test(String(reading.file.value)))
}

function includesMissing(part: Part, page: Page): Problem[] {
  let announced: Block | null = null
  return part.blocks.flatMap(block => {
    if (block.kind === 'prose' && announces(block, part)) announced = block
    if (block.kind === 'heading' || block.kind === 'table') announced = null
    const { mark } = block
    if (!mark || !announced || !standsAlone(mark, part) || isFound(mark, page)) return []
    if (isTabBetween(announced, mark, part)) return []
    const problem = includeProblem(mark, announced, part)
    announced = null
    return [problem]
  })
}

function includeProblem(mark: Mark, announced: Block, part: Part): Problem {
  const stretch = stretchOf(announced.node) ?? mark
  const words = line(richText(announced.node, part.reading.plain))
  return {
    at: locate(part, mark),
    message: `The table that is announced is left to ${quoted(mark.label)}, which was not found`,
    evidence: [shown(locate(part, stretch), quoted(words))],
  }
}

function announces({ node }: Block, { reading }: Part): boolean {
  return structureWords().announced.tables.test(line(richText(node, reading.plain)))
}

function standsAlone({ start, end }: Mark, { reading }: Part): boolean {
  const text = evenLines(String(reading.file.value))
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start)
  const stop = text.indexOf('\n', end)
  return (before + text.slice(end, stop < 0 ? text.length : stop)).trim() === ''
}

/** What one tab announces another one need not hold. */
function isTabBetween({ node }: Block, { start }: Mark, { reading }: Part): boolean {
  const from = stretchOf(node)?.start ?? start
  return reading.marks.some(({ kind, start: at }) => kind === 'tab' && at > from && at < start)
}

/** A file that was read has what the mark names in its path. */
function isFound({ label }: Mark, { parts }: Page): boolean {
  const bare = (name: string) => name.replace(/^_|\.\w+$/g, '')
  const stem = bare(label.split(/[/$:]/).at(-1)!)
  return parts.slice(1).some(({ reading }) => reading.file.path.split('/').some(name => bare(name) === stem))
}

function placeholdersIn({ texts }: Page): Problem[] {
  return texts.flatMap(text => {
    const { rich } = text
    const found = phraseIn(rich) ?? markIn(rich)
    const at = found && locateIn(text, found.start, found.end)
    if (!at) return []
    const words = rich.text.slice(found.start, found.end)
    return [{ at, message: `${quoted(words)} is a placeholder that was left in the page` }]
  })
}

interface Stretch {
  start: number
  end: number
}

function phraseIn({ text }: Rich): Stretch | null {
  const found = structureWords().placeholders.exec(text)
  return found && { start: found.index, end: found.index + found[0].length }
}

/** `TODO` in code is the name of something, and `XXX.XXX` an address that readers fill in themselves. */
function markIn({ text, runs }: Rich): Stretch | null {
  const marks = new RegExp(
    `(?<![.\\w-])(?:${structureWords().placeholderMarks.map(wholeWord).join('|')})(?![.\\w-]\\w)`,
    'gu',
  )
  for (const { 0: mark, index } of text.matchAll(marks)) {
    const isCode = runs.some(({ kind, start, end }) => kind === 'code' && start <= index && index < end)
    if (!isCode) return { start: index, end: index + mark.length }
  }
  return null
}

/** Scripts of the languages that are told by them. */
const scripts: Record<string, RegExp> = {
  zh: /\p{Script=Han}/u,
  ja: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u,
  ko: /\p{Script=Hangul}/u,
}
/** Fewer words may be a name. */
const leastWords = 6

function untranslatedIn(page: Page): Problem[] {
  const own = scripts[page.language]
  const left = own ? page.texts.filter(text => isOfPage(text, page) && isForeign(text, own)) : []
  const [first, ...others] = left
  const at = first && locateIn(first)
  if (!at) return []
  const rest = others.length > 0 ? ` (${left.length} paragraphs are not)` : ''
  return [
    {
      at,
      message: `${quoted(first.rich.text)} is not translated${rest}`,
      evidence: others.flatMap(other => {
        const place = locateIn(other)
        return place ? [shown(place, quoted(other.rich.text, 40))] : []
      }),
    },
  ]
}

/** What a page includes may be meant for pages in every language. */
function isOfPage({ part }: Text, { path }: Page): boolean {
  return part.reading.file.path === path
}

function isForeign({ kind, rich }: Text, own: RegExp): boolean {
  return (
    kind === 'prose' &&
    !own.test(rich.text) &&
    (rich.text.match(/\p{Script=Latin}+/gu)?.length ?? 0) >= leastWords
  )
}
