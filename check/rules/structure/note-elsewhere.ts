import { type Frame, stretchOf } from '../../../extract/trees.ts'
import { fold } from '../../../reconcile/index.ts'
import type { Problem, Rule } from '../../rule.ts'
import { locate, type PageTable } from '../../survey/index.ts'
import { quoted, shown } from '../say.ts'
import { type Noted, notedTables } from './notes.ts'
import { structureWords } from './vocabulary.ts'

/** Notes that limit a cell to the case of another section. */
export const noteElsewhere: Rule = {
  id: 'note-elsewhere',
  family: 'structure',
  severity: 'warning',
  description: 'A note limits a cell to the case that another section is about.',
  why: 'The table was copied from that section: here the cell never applies.',
  examples: [
    {
      wrong:
        '## Hosted Clusters\n\nNothing.\n\n## Imported Clusters\n\n<table><tr><th>From</th><th>Port</th></tr><tr><td>Nodes</td><td>API port <sup>(1)</sup></td></tr><tr><td colspan="2">1. Only for hosted clusters.</td></tr></table>',
      right:
        '## Hosted Clusters\n\nNothing.\n\n## Hosted and Imported Clusters\n\n<table><tr><th>From</th><th>Port</th></tr><tr><td>Nodes</td><td>API port <sup>(1)</sup></td></tr><tr><td colspan="2">1. Only for hosted clusters.</td></tr></table>',
      says: '“Only for hosted clusters.” never applies under “Imported Clusters”',
    },
  ],
  check: ({ pages }) => pages.flatMap(page => notedTables(page).flatMap(problemsIn)),
}

function problemsIn({ table, marks, notes }: Noted): Problem[] {
  const own = table.block.frames.at(-1)
  const limits = own
    ? notes.filter(({ text }) => structureWords().only.test(text) && !names(text, own.text))
    : []
  const siblings = own && limits.length > 0 ? siblingsOf(own, table) : []
  return limits.flatMap(note => {
    const other = siblings.find(({ text }) => names(note.text, text) && !sharesWord(text, own!.text))
    const marked = marks.find(({ mark }) => mark === note.mark)
    if (!other || !marked) return []
    const message = `${quoted(note.text)} never applies under ${quoted(own!.text)}, yet ${quoted(marked.label, 40)} refers to it`
    const evidence = [
      shown(note.at, 'the note'),
      ...other.at.map(at => shown(at, 'the section that it is about')),
    ]
    return [{ at: marked.at, message, evidence }]
  })
}

function names(text: string, title: string): boolean {
  return fold(text).includes(fold(title))
}

/** "Hosted and Imported Clusters" is about hosted clusters too. */
function sharesWord(text: string, own: string): boolean {
  const words = fold(own).split(' ')
  return words.includes(fold(text).split(' ')[0]!)
}

/** The headings, or tabs, beside the one that a table stands under. */
function siblingsOf(own: Frame, { part }: PageTable) {
  const frames = new Set(part.blocks.flatMap(({ frames }) => frames))
  const alike = [...frames].filter(
    frame =>
      frame !== own && frame.kind === own.kind && frame.level === own.level && frame.text.includes(' '),
  )
  return alike.map(({ text }) => {
    const heading = part.blocks.find(({ kind, frames }) => kind === 'heading' && frames.at(-1)?.text === text)
    const stretch = heading && stretchOf(heading.node)
    return { text, at: stretch ? [locate(part, stretch)] : [] }
  })
}
