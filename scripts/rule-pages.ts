// The pages of the documentation about the rules, made of what the rules say of themselves.

import { isCertain } from '../check/fix.ts'
import { check, type Example, type Family, type Rule, type RuleNote } from '../check/index.ts'
import type { Finding } from '../schema/types.ts'
import { anchorOf, blocksOf, cell, fence, filesOf, linked } from './rule-markdown.ts'

const header =
  '<!-- Generated from the rules in check/ by `npm run rule-docs`: edit those, not this page. -->\n'

/** What the chapters are about, in their order. */
const families: Record<Family, string> = {
  numbers: 'Ports and protocols',
  words: 'Words',
  structure: 'Tables, headings and marks',
  document: 'Within a document',
  documents: 'Across documents',
  exposure: 'Who is let in',
  currency: 'What has gone out of date',
  suppression: 'Comments that silence rules',
}

/** What is shown of a rule: it is run where it can be, so that its messages are those that it gives. */
interface Shown {
  note: RuleNote
  /** For each example what is found in its wrong documents. */
  findings: Finding[][]
}

/**
 * Writes the pages.
 *
 * @param rules those that are run
 * @param notes those that only all rules together report
 * @returns file names with their contents: an index, and a page for each
 */
export function rulePages(rules: Rule[], notes: RuleNote[]): Map<string, string> {
  const shown = [
    ...rules.map(rule => show(rule, documents => check(documents, [rule]).findings)),
    ...notes.map(note => show(note, documents => check(documents, rules).findings)),
  ]
  const pages = shown.map((one): [string, string] => [`${one.note.id}.md`, pageOf(one)])
  return new Map([['README.md', indexOf(shown)], ...pages])
}

function show(note: RuleNote, find: (documents: { path: string; text: string }[]) => Finding[]): Shown {
  const inWrong = ({ wrong }: Example) =>
    find(filesOf(wrong).map(([path, text]) => ({ path, text }))).filter(({ rule }) => rule === note.id)
  return { note, findings: note.examples.map(inWrong) }
}

function indexOf(shown: Shown[]): string {
  const chapters = Object.entries(families).flatMap(([family, title]) => {
    const own = shown.filter(({ note }) => note.family === family)
    const rows = own.map(one => {
      const { id, severity, description } = one.note
      return `| [${id}](${id}.md) | ${severity} | ${fixOf(one)} | ${cell(description)} |`
    })
    const head = ['| Rule | Severity | Mend | What it reports |', '| --- | --- | --- | --- |']
    return own.length > 0 ? [`## ${title}`, [...head, ...rows].join('\n')] : []
  })
  const lead = [
    `What \`portolan check\` reports: ${shown.length} rules. An \`error\` misleads a reader for certain, a \`warning\` probably, and what is reported as \`info\` may be meant so; where a case is graver or milder than the rule as such, its findings say so.`,
    'Mend: of a rule with `--fix`, findings that are certain are mended by `portolan check --fix`; of one with *edit*, findings carry the exact edit; of the others words say what to do.',
  ]
  return [header, '# Rules\n', ...lead.map(text => `${text}\n`), ...chapters.map(text => `${text}\n`)].join(
    '\n',
  )
}

function pageOf(shown: Shown): string {
  const { id, family, severity, description, why, examples } = shown.note
  const mend = fixOf(shown) || 'words only'
  const parts = [
    `# ${id}`,
    description,
    `**Severity:** ${severity} · **Chapter:** [${families[family]}](README.md#${anchorOf(families[family])}) · **Mend:** ${mend}`,
    '## Why it matters',
    why,
    ...(examples.length > 0 ? ['## Examples'] : []),
    ...examples.flatMap((example, i) =>
      exampleOf(example, shown.findings[i]!, examples.length > 1 ? i + 1 : null),
    ),
    ...silencing(shown.note),
  ]
  return `${[header.trimEnd(), ...parts].join('\n\n')}\n`
}

function exampleOf({ title, wrong, right }: Example, findings: Finding[], number: number | null): string[] {
  const heading = title
    ? [`### ${title[0]!.toUpperCase()}${title.slice(1)}`]
    : number
      ? [`### Example ${number}`]
      : []
  const several = filesOf(wrong).length > 1
  return [
    ...heading,
    'Wrong:',
    ...blocksOf(wrong),
    ...(findings.length > 0 ? [findings.map(finding => saying(finding, several)).join('\n')] : []),
    'Right:',
    ...blocksOf(right),
  ]
}

function saying({ severity, message, location, suggestion }: Finding, several: boolean): string {
  const place = `${several ? `${location.document}, ` : ''}line ${location.line}`
  const mend = suggestion ? `\n  *Mend:* ${linked(suggestion.text)}` : ''
  return `- ${place}: **${severity}** ${linked(message)}${mend}`
}

/** A comment in a comment's place can be silenced too, but nobody should learn it from here. */
function silencing({ id, family }: RuleNote): string[] {
  if (family === 'suppression') return []
  return [
    '## When it is meant so',
    'Say so, with the reason, on the line above; a comment that silences nothing is reported itself.',
    fence(`<!-- portolan-disable-next-line ${id} -- why it is right here -->`, 'html'),
    'In AsciiDoc:',
    fence(`// portolan-disable-next-line ${id} -- why it is right here`, 'asciidoc'),
    'Or set its severity for a whole project in `.portolanrc.yaml`:',
    fence(`rules:\n  ${id}: off # or error, warning, info`, 'yaml'),
  ]
}

function fixOf({ findings }: Shown): string {
  const all = findings.flat()
  if (all.some(isCertain)) return '`--fix`'
  return all.some(({ suggestion }) => suggestion?.replacement != null && suggestion.span) ? '*edit*' : ''
}
