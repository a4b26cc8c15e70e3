import { type Rich, wholeWord } from '../../../extract/trees.ts'
import type { Problem, Rule } from '../../rule.ts'
import type { Page } from '../../survey/index.ts'
import { locateIn, quoted } from '../say.ts'
import { structureWords } from './vocabulary.ts'

/** Text that was to be replaced. */
export const placeholder: Rule = {
  id: 'placeholder',
  family: 'structure',
  severity: 'info',
  description: 'A placeholder was left in the page.',
  why: 'Something is missing where it stands, and readers do not know what.',
  examples: [
    {
      wrong: '| Port | Purpose |\n| --- | --- |\n| 9796 | TBD |',
      right:
        '| Port | Purpose |\n| --- | --- |\n| 9796 | metrics, see `TODO` in the code, `sg-xxx` and XXX.XXX.1.2 |',
      says: '“TBD” is a placeholder',
    },
    {
      wrong: '* Will be replaced with the ToC\n{:toc}\n\n# Ports',
      right: '* This list\n{:toc}\n\n# Ports',
      says: '“Will be replaced with the ToC” is a placeholder',
    },
  ],
  check: ({ pages }) => pages.flatMap(problemsIn),
}

function problemsIn({ texts }: Page): Problem[] {
  return texts.flatMap(({ rich, part }) => {
    const found = phraseIn(rich) ?? markIn(rich)
    const at = found && locateIn(part, rich, found.start, found.end)
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
