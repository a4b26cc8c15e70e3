import { fold } from '../../../reconcile/index.ts'
import { add } from '../../group.ts'
import type { Problem, Rule } from '../../rule.ts'
import type { Page } from '../../survey/index.ts'
import { quoted, shown } from '../say.ts'
import { type Marked, type Note, notedTables } from './notes.ts'

/** Labels whose note is another one than the same label has elsewhere. */
export const noteMisfit: Rule = {
  id: 'note-misfit',
  family: 'structure',
  severity: 'warning',
  description:
    'The note that a label refers to is not about it, unlike the note that the same label has elsewhere.',
  why: 'The numbers were not changed when a note was added or left out: every reader of the mark reads the wrong condition.',
  examples: [
    {
      wrong:
        '<table><tr><th>From</th><th>Port</th></tr><tr><td>Load Balancer <sup>(1)</sup></td><td>80</td></tr><tr><td colspan="2">1. The balancer before the API.</td></tr></table>\n\n<table><tr><th>From</th><th>Port</th></tr><tr><td>Load Balancer <sup>(1)</sup></td><td>80</td></tr><tr><td>Nodes</td><td>443 <sup>(1)</sup></td></tr><tr><td colspan="2">1. From worker nodes.</td></tr></table>',
      right:
        '<table><tr><th>From</th><th>Port</th></tr><tr><td>Load Balancer <sup>(1)</sup></td><td>80</td></tr><tr><td colspan="2">1. The balancer before the API.</td></tr></table>\n\n<table><tr><th>From</th><th>Port</th></tr><tr><td>Load Balancer <sup>(2)</sup></td><td>80</td></tr><tr><td>Nodes</td><td>443 <sup>(1)</sup></td></tr><tr><td colspan="2">1. From worker nodes.<br>2. The balancer before the API.</td></tr></table>',
      says: 'Note “1” of “Load Balancer” says “From worker nodes.” here, and “The balancer before the API.” elsewhere',
    },
  ],
  check: ({ pages }) => pages.flatMap(problemsIn),
}

/** A label with the note that its mark refers to. */
interface Use {
  marked: Marked
  note: Note
}

function problemsIn(page: Page): Problem[] {
  const uses = new Map<string, Use[]>()
  for (const { marks, notes } of notedTables(page)) {
    for (const marked of marks.filter(({ isLabel }) => isLabel)) {
      const note = notes.find(({ mark }) => mark === marked.mark)
      const key = fold(marked.label)
      if (note) add(uses, key, { marked, note })
    }
  }
  return [...uses.values()].flatMap(misfitsAmong)
}

/** Of different notes for one label, those that share no word with it while others do. */
function misfitsAmong(uses: Use[]): Problem[] {
  const right = uses.filter(isAbout)
  const model = right[0]
  if (!model) return []
  return uses
    .filter(use => !isAbout(use))
    .map(({ marked, note }) => ({
      at: marked.at,
      message: `Note ${quoted(marked.mark)} of ${quoted(marked.label)} says ${quoted(note.text)} here, and ${quoted(model.note.text)} elsewhere`,
      evidence: [
        shown(note.at, `note ${quoted(note.mark)} here`),
        ...right.map(use => shown(use.note.at, quoted(use.note.text))),
        ...right.map(use => shown(use.marked.at, `the mark on ${quoted(use.marked.label)}`)),
      ],
    }))
}

const leastLetters = 4

function isAbout({ marked, note }: Use): boolean {
  const words = fold(note.text).match(/[\p{L}\d]+/gu) ?? []
  const own = new Set(
    (fold(marked.label).match(/[\p{L}\d]+/gu) ?? []).filter(word => word.length >= leastLetters),
  )
  return words.some(word => own.has(word))
}
