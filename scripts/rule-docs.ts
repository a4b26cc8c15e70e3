// Writes docs/rules.md, the page about all rules, made of what the rules say about themselves: `npm run rule-docs`.
// With --check it writes nothing, and exits 1 when the page is out of date.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { isCertain } from '../check/fix.ts'
import {
  check,
  type Documents,
  type Family,
  type Rule,
  type RuleNote,
  rules,
  suppressionRules,
} from '../check/index.ts'
import { words } from '../check/report/markdown.ts'
import { replaceFile } from '../dataset/write.ts'
import type { Finding } from '../schema/types.ts'

/** Chapter titles, in their order. */
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

/** A rule, and for each of its examples the findings in the wrong documents: the rules are run, so messages are real. */
interface Shown {
  note: RuleNote
  findings: Finding[][]
}

/**
 * Writes the page: an overview, then a section for each rule, whose anchor is the rule's id.
 *
 * @param rules rules that can run alone
 * @param notes rules that only report when all rules run
 */
async function rulePage(rules: Rule[], notes: RuleNote[]): Promise<string> {
  const shown = await Promise.all([
    ...rules.map(rule => show(rule, [rule])),
    ...notes.map(note => show(note, rules)),
  ])
  const chapters = Object.entries(families)
    .map(([family, title]) => ({ title, own: shown.filter(({ note }) => note.family === family) }))
    .filter(({ own }) => own.length > 0)
  const parts = [
    '<!-- Generated from the rules in check/ by `npm run rule-docs`: edit those, not this page. -->',
    '# Rules',
    `\`portolan check\` has ${shown.length} rules. An \`error\` misleads readers for certain, a \`warning\` probably, and an \`info\` may be intended. The severity below is the rule’s default; a single finding can have another one.`,
    'Fix: `portolan check --fix` fixes the certain findings of rules with `--fix`; findings of rules with *edit* carry an exact edit; the others describe what to do.',
    'When a finding is wrong or intended, [suppress it](suppression.md) on its line, or [set the severity](configuration.md) of its rule for the project.',
    ...chapters.map(({ title, own }) => overviewOf(title, own)),
    ...chapters.flatMap(({ title, own }) => [`## ${title}`, ...own.flatMap(sectionOf)]),
  ]
  return `${parts.join('\n\n')}\n`
}

async function show(note: RuleNote, rules: Rule[]): Promise<Shown> {
  const findings = note.examples.map(async ({ wrong }) => {
    const found = await check(
      filesOf(wrong).map(([path, text]) => ({ path, text })),
      rules,
    )
    return found.findings.filter(({ rule }) => rule === note.id)
  })
  return { note, findings: await Promise.all(findings) }
}

function overviewOf(title: string, own: Shown[]): string {
  const rows = own.map(one => {
    const { id, severity, description } = one.note
    return `| [${id}](#${id}) | ${severity} | ${fixOf(one)} | ${cell(description)} |`
  })
  return [
    `[**${title}**](#${anchorOf(title)})\n`,
    '| Rule | Severity | Fix | What it reports |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n')
}

/** One example is enough on a page of all rules; the rule's file has the others, and the corrected text. */
function sectionOf(shown: Shown): string[] {
  const { id, severity, description, why, examples } = shown.note
  const fix = fixOf(shown)
  const [example] = examples
  const findings = shown.findings[0] ?? []
  const isOne = !example || filesOf(example.wrong).length === 1
  return [
    `### ${id}`,
    `${description} ${why}`,
    `Severity: ${severity}${fix && ` · Fix: ${fix}`}`,
    ...(example ? blocksOf(example.wrong) : []),
    ...(findings.length > 0 ? [findings.map(finding => messageOf(finding, isOne)).join('\n')] : []),
  ]
}

function messageOf({ severity, message, location, suggestion }: Finding, isOne: boolean): string {
  const place = `${isOne ? '' : `${location.document}, `}line ${location.line}`
  return `- ${place}: **${severity}** ${linked(message)}${suggestion ? ` (${linked(suggestion.text)})` : ''}`
}

function fixOf({ findings }: Shown): string {
  const all = findings.flat()
  if (all.some(isCertain)) return '`--fix`'
  return all.some(({ suggestion }) => suggestion?.replacement != null && suggestion.span) ? '*edit*' : ''
}

/** Words as they are, addresses as links. */
function linked(text: string): string {
  const parts = text.split(/(https:\/\/[^\s),]+)/)
  return parts.map((part, i) => (i % 2 === 1 ? `<${part}>` : words(part))).join('')
}

/** Documents as code blocks, under their names where there are several. */
function blocksOf(documents: Documents): string[] {
  const files = filesOf(documents)
  return files.flatMap(([path, text]) => {
    const block = fence(text, languages[path.split('.').at(-1)!] ?? '')
    return files.length > 1 || path !== single ? [`\`${path}\`:`, block] : [block]
  })
}

const single = 'page.md'
const languages: Record<string, string> = {
  md: 'markdown',
  mdx: 'markdown',
  adoc: 'asciidoc',
  html: 'html',
  rst: 'rst',
}

/** Documents with their paths. */
function filesOf(documents: Documents): [string, string][] {
  return typeof documents === 'string' ? [[single, documents]] : Object.entries(documents)
}

/** A code block that stays whole whatever stands in it. */
function fence(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map(([ticks]) => ticks.length))
  const ticks = '`'.repeat(longest + 1)
  return `${ticks}${language}\n${text.trimEnd()}\n${ticks}`
}

/** How GitHub calls a heading in an address. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^a-z -]/g, '')
    .replaceAll(' ', '-')
}

/** A text as the content of a table cell. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}

const file = path.join(import.meta.dirname, '../docs/rules.md')
const page = await rulePage(rules, suppressionRules)
if (!process.argv.includes('--check')) replaceFile(file, page)
else if (readFileSync(file, 'utf8') !== page) {
  console.error('docs/rules.md is out of date: run `npm run rule-docs` and commit the result')
  process.exitCode = 1
}
