import {
  type Block,
  type Frame,
  isAcross,
  line,
  type Rich,
  readNotes,
  richText,
  slice,
  stretchOf,
  takeNoteMarks,
} from '../../../extract/trees.ts'
import { fold } from '../../../reconcile/index.ts'
import type { Location } from '../../../schema/types.ts'
import { groupBy } from '../../group.ts'
import type { Problem, Rule } from '../../rule.ts'
import { locate, type Page, type PageTable } from '../../survey/index.ts'
import { locateIn, quoted, shown } from '../evidence.ts'
import { structureWords } from './vocabulary.ts'

const html = (header: string[], ...rows: string[][]) => {
  const line = (row: string[], tag: string) =>
    `<tr>${row.map(text => `<${tag}>${text}</${tag}>`).join('')}</tr>`
  const [notes, ...others] = rows.toReversed() as [string[], ...string[][]]
  const body = others.toReversed().map(row => line(row, 'td'))
  return `<table>${line(header, 'th')}${body.join('')}<tr><td colspan="2">${notes.join('<br>')}</td></tr></table>`
}
const balancer = (mark: string) => [`Load Balancer <sup>(${mark})</sup>`, '80']
const first = html(['From', 'Port'], balancer('1'), ['1. The balancer before the API.'])
const nodes = ['Nodes', '443 <sup>(1)</sup>']
const hosted = html(['From', 'Port'], ['Nodes', 'API port <sup>(1)</sup>'], ['1. Only for hosted clusters.'])

/** Raised marks and the notes that explain them. */
export const noteMark: Rule = {
  id: 'note-mark',
  family: 'structure',
  severity: 'warning',
  description: 'A raised mark on a cell has no note, or the wrong one; or no cell refers to a note.',
  why: 'A note is often a condition: readers of the cell miss it, or read the wrong one.',
  examples: [
    {
      title: 'no note',
      wrong: html(
        ['Port', 'Source'],
        ['443 <sup>(1)</sup>', 'nodes <sup>(2)</sup>'],
        ['1. Only for agents.'],
      ),
      right: `<table><tr><th>Port</th><th>Size</th></tr><tr><td>443 <sup>(1)</sup></td><td>10<sup>6</sup> m<sup>2</sup></td></tr></table>\n\n(1) Only for agents.`,
      says: 'No note explains the mark “2” on “nodes”',
    },
    {
      title: 'no mark',
      wrong: html(
        ['Port', 'Source'],
        ['443 <sup>(1)</sup>', 'nodes'],
        ['1. Only for agents.', '2. Only on Linux.'],
      ),
      right: html(
        ['Port', 'Source'],
        ['443 <sup>(1)</sup>', 'nodes <sup>(2)</sup>'],
        ['1. Only for agents.', '2. Only on Linux.'],
      ),
      says: 'No cell refers to note “2”, “Only on Linux”',
    },
    {
      title: 'another note than the same label has elsewhere',
      wrong: `${first}\n\n${html(['From', 'Port'], balancer('1'), nodes, ['1. From worker nodes.'])}`,
      right: `${first}\n\n${html(['From', 'Port'], balancer('2'), nodes, ['1. From worker nodes.', '2. The balancer before the API.'])}`,
      says: 'Note “1” of “Load Balancer” is “From worker nodes” here, and “The balancer before the API” elsewhere',
    },
    {
      title: 'a note for the case of another section',
      wrong: `## Hosted Clusters\n\nNothing.\n\n## Imported Clusters\n\n${hosted}`,
      right: `## Hosted Clusters\n\nNothing.\n\n## Hosted and Imported Clusters\n\n${hosted}`,
      says: '“Only for hosted clusters” never applies under “Imported Clusters”, but “API port” refers to it',
    },
  ],
  check: ({ pages }) =>
    pages.flatMap(page => {
      const tables = notedTables(page)
      return [
        ...withoutNote(tables),
        ...tables.flatMap(withoutMark),
        ...misfits(tables),
        ...tables.flatMap(forOtherSection),
      ]
    }),
}

/** A note below a table, or in its last row. */
interface Note {
  mark: string
  text: string
  at: Location
}

/** A raised mark on a cell. */
interface Marked {
  mark: string
  /** The words of the cell without its marks. */
  label: string
  at: Location
  /** The cell heads a row or a column, or names an end. */
  isLabel: boolean
}

/** A table with its marks and its notes. */
interface Noted {
  table: PageTable
  marks: Marked[]
  notes: Note[]
}

/** Marks without a note, one finding for each. */
function withoutNote(tables: Noted[]): Problem[] {
  const explained = new Set(tables.flatMap(({ notes }) => notes.map(({ mark }) => mark)))
  const open = tables.flatMap(({ marks }) =>
    marks.filter(({ mark, label }) => !explained.has(mark) && isMark(mark, label)),
  )
  return [...groupBy(open, ({ mark }) => mark).values()].map(([first, ...others]) => ({
    at: first!.at,
    message: `No note explains the mark ${quoted(first!.mark)} on ${quoted(first!.label, 40)}`,
    evidence: others.map(({ at, label }) => shown(at, `the mark on ${quoted(label, 30)}`)),
  }))
}

/** Raised letters after a short word belong to it: m², 1st. */
function isMark(mark: string, label: string): boolean {
  return /^\d{1,2}$/.test(mark) && !/(?:^|\s)\p{L}{1,2}$/u.test(label)
}

function withoutMark({ marks, notes }: Noted): Problem[] {
  const used = new Set(marks.map(({ mark }) => mark))
  const isOwn = notes.some(({ mark }) => used.has(mark))
  const unused = isOwn ? notes.filter(({ mark }) => !used.has(mark) && /^\d{1,2}$/.test(mark)) : []
  return unused.map(({ mark, text, at }) => ({
    at,
    message: `No cell refers to note ${quoted(mark)}, ${quoted(text, 40)}`,
    severity: 'info',
  }))
}

/** Of different notes for one label, those that share no word with it while others do. */
function misfits(tables: Noted[]): Problem[] {
  const uses = tables.flatMap(({ marks, notes }) =>
    marks.flatMap(marked => {
      const note = marked.isLabel && notes.find(({ mark }) => mark === marked.mark)
      return note ? [{ marked, note, fits: isAbout(note, marked) }] : []
    }),
  )
  return [...groupBy(uses, ({ marked }) => fold(marked.label)).values()].flatMap(all => {
    const right = all.filter(({ fits }) => fits)
    const [model] = right
    return all.flatMap(({ marked, note, fits }): Problem[] => {
      if (fits || !model) return []
      return [
        {
          at: marked.at,
          message: `Note ${quoted(marked.mark)} of ${quoted(marked.label)} is ${quoted(note.text)} here, and ${quoted(model.note.text)} elsewhere`,
          evidence: [
            shown(note.at, `note ${quoted(note.mark)} here`),
            ...right.map(use => shown(use.note.at, quoted(use.note.text))),
            ...right.map(use => shown(use.marked.at, `the mark on ${quoted(use.marked.label)}`)),
          ],
        },
      ]
    })
  })
}

const leastLetters = 4

function isAbout(note: Note, marked: Marked): boolean {
  const wordsOf = (text: string) => fold(text).match(/[\p{L}\d]+/gu) ?? []
  const own = new Set(wordsOf(marked.label).filter(word => word.length >= leastLetters))
  return wordsOf(note.text).some(word => own.has(word))
}

/** Notes that limit a cell to the case of another section: the table was copied from there. */
function forOtherSection({ table, marks, notes }: Noted): Problem[] {
  const own = table.block.frames.at(-1)
  const names = (text: string, title: string) => fold(text).includes(fold(title))
  const limits = own
    ? notes.filter(({ text }) => structureWords().only.test(text) && !names(text, own.text))
    : []
  const siblings = own && limits.length > 0 ? siblingsOf(own, table) : []
  return limits.flatMap(note => {
    const other = siblings.find(({ text }) => names(note.text, text) && !sharesWord(text, own!.text))
    const marked = marks.find(({ mark }) => mark === note.mark)
    if (!other || !marked) return []
    const message = `${quoted(note.text)} never applies under ${quoted(own!.text)}, but ${quoted(marked.label, 40)} refers to it`
    const evidence = [
      shown(note.at, 'the note'),
      ...other.at.map(at => shown(at, 'the section that it is about')),
    ]
    return [{ at: marked.at, message, evidence }]
  })
}

/** "Hosted and Imported Clusters" is about hosted clusters too. */
function sharesWord(text: string, own: string): boolean {
  return fold(own).split(' ').includes(fold(text).split(' ')[0]!)
}

/** The headings, or tabs, beside the one above a table. */
function siblingsOf(own: Frame, { part }: PageTable) {
  const frames = new Set(part.blocks.flatMap(({ frames }) => frames))
  const isAlike = ({ kind, level, text }: Frame) =>
    kind === own.kind && level === own.level && text.includes(' ')
  return [...frames]
    .filter(frame => frame !== own && isAlike(frame))
    .map(({ text }) => {
      const heading = part.blocks.find(
        ({ kind, frames }) => kind === 'heading' && frames.at(-1)?.text === text,
      )
      const stretch = heading && stretchOf(heading.node)
      return { text, at: stretch ? [locate(part, stretch)] : [] }
    })
}

/** The tables of a page that carry raised marks, with their notes. */
function notedTables(page: Page): Noted[] {
  const tables = page.tables.map(table => ({ table, marks: marksIn(table) }))
  return tables
    .filter(({ marks }) => marks.length > 0)
    .map(({ table, marks }) => ({ table, marks, notes: notesOf(table) }))
}

function marksIn({ grid, part, header }: PageTable): Marked[] {
  const ends = ['source', 'destination', 'peer'] as const
  const labels = new Set([...ends.flatMap(end => header?.columns.get(end) ?? []), 0])
  const cells = grid.rows.flatMap(({ cells }, row) => (isAcross(grid, row) ? [] : cells))
  return cells.flatMap(cell => {
    const rich = richText(cell.element, part.reading.plain)
    const { rich: words, marks } = takeNoteMarks(rich)
    const raised = rich.runs.filter(run => run.kind === 'sup' && isRaised(rich, run.start))
    const isLabel = (cell.header || labels.has(cell.column)) && !/^\W*\d/.test(words.text)
    return [...new Set(marks)].flatMap(mark => {
      const run = raised.find(({ start, end }) => rich.text.slice(start, end).includes(mark))
      const at = run && locateIn({ part, rich }, run.start, run.end)
      return at ? [{ mark, label: line(words), at, isLabel }] : []
    })
  })
}

/** Links lead to their note by themselves; after a digit a raised number is a power. */
function isRaised({ text, runs }: Rich, start: number): boolean {
  const isLink = runs.some(run => run.kind === 'link' && run.start <= start + 1 && start < run.end)
  return !isLink && !(/\d$/.test(text.slice(0, start)) && /^\d/.test(text.slice(start)))
}

/** The notes in rows with one cell, and in the paragraphs that follow the table. */
function notesOf(table: PageTable): Note[] {
  const { grid, part } = table
  const rows = grid.rows.flatMap(({ cells }, row) => (isAcross(grid, row) ? cells : []))
  const nodes = [...rows.map(({ element }) => element), ...proseBelow(table).map(({ node }) => node)]
  return nodes.flatMap(node => notesIn(richText(node, part.reading.plain), part))
}

function notesIn(rich: Rich, part: PageTable['part']): Note[] {
  let start = 0
  return rich.text.split(/[\n\f]/).flatMap(words => {
    const [from, end] = [start, start + words.length]
    start = end + 1
    const at = words === '' ? null : locateIn({ part, rich }, from, end)
    return [...readNotes(slice(rich, from, end))].flatMap(([mark, text]) =>
      at && /\p{L}/u.test(text) ? [{ mark, text, at }] : [],
    )
  })
}

/** The paragraphs between a table and the next heading or table. */
function proseBelow({ part: { blocks }, block }: PageTable): Block[] {
  const rest = blocks.slice(blocks.indexOf(block) + 1)
  const end = rest.findIndex(({ kind }) => kind === 'heading' || kind === 'table')
  return rest.slice(0, end < 0 ? rest.length : end).filter(({ kind }) => kind === 'prose')
}
