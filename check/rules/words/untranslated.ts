import type { Problem, Rule } from '../../rule.ts'
import type { Page, Text } from '../../survey/index.ts'
import { locateIn, quoted, shown } from '../say.ts'
import { wordsOf } from './words.ts'

/** Paragraphs that a translation left as they were. */
export const untranslated: Rule = {
  id: 'untranslated',
  family: 'words',
  severity: 'info',
  description: 'Paragraphs of a translated page stand in another language.',
  why: 'What is not translated has often not been kept up to date either; readers of the page may not understand it.',
  examples: [
    {
      wrong:
        '## 端口要求\n\n为了保证集群正常运行，需要在所有主机的防火墙或者安全策略中打开以下端口，请参考下面的表格。\n\nThe following table lists the ports that the nodes need.',
      right:
        '## 端口要求\n\n为了保证集群正常运行，需要在所有主机的防火墙或者安全策略中打开以下端口，请参考下面的表格。\n\nKubernetes API\n\n下表列出了节点所需的端口。',
      says: '“The following table lists the ports that the nodes need.” is not translated',
    },
  ],
  check: ({ pages }) => pages.flatMap(problemOf),
}

/** Scripts of the languages that are told by them. */
const scripts: Record<string, RegExp> = {
  zh: /\p{Script=Han}/u,
  ja: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u,
  ko: /\p{Script=Hangul}/u,
}
/** Fewer words may be a name. */
const leastWords = 6

function problemOf(page: Page): Problem[] {
  const own = scripts[page.language]
  const left = own ? page.texts.filter(text => isOfPage(text, page) && isForeign(text, own)) : []
  const [first, ...others] = left
  const at = first && placeOf(first)
  if (!at) return []
  const rest = others.length > 0 ? ` (${left.length} paragraphs are not)` : ''
  return [
    {
      at,
      message: `${quoted(first.rich.text)} is not translated${rest}`,
      evidence: others.flatMap(other => {
        const place = placeOf(other)
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
    kind === 'prose' && !own.test(rich.text) && wordsOf(rich).filter(word => !word.code).length >= leastWords
  )
}

function placeOf({ part, rich }: Text) {
  return locateIn(part, rich, 0, rich.text.length)
}
