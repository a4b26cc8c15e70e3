import { styleText } from 'node:util'
import { code, words } from '../../check/report/markdown.ts'
import { jsonOf, oneLine } from '../../check/report/plain.ts'
import { formats, type Style } from '../../diff/report/index.ts'
import type { Difference } from '../../schema/types.ts'
import type { Proposal } from '../commands/update/proposal.ts'
import type { LogEntry } from '../git/log.ts'

/** Writes entries one by one, so that a long history is told as it is walked. */
interface Writer {
  head: string
  entry(entry: LogEntry, first: boolean): string
  foot: string
}

/** Before what a commit changed. */
const indent = '  '
const bare = { head: '', foot: '' }

/** For people: commit, day and subject, then what changed. */
const logPretty = (style: Style): Writer => ({
  ...bare,
  entry: (entry, first) => {
    const { commit, date, subject, difference } = entry
    const title = oneLine(`${commit.slice(0, 10)} ${date.slice(0, 10)} ${subject}`)
    const shown = style.colour ? styleText('bold', title, { validateStream: false }) : title
    const inner = { ...style, width: style.width && style.width - indent.length }
    const body = formats.pretty(difference, inner).replace(/^(?=.)/gm, indent)
    return `${first ? '' : '\n'}${shown}\n\n${body}`
  },
})

const logMarkdown = (style: Style): Writer => ({
  ...bare,
  entry: ({ commit, date, subject, difference }, first) => {
    const title = `# ${commit.slice(0, 10)} ${date.slice(0, 10)} ${words(subject)}`
    return `${first ? '' : '\n'}${title}\n\n${formats.markdown(difference, style)}`
  },
})

const logNdjson = (): Writer => ({ ...bare, entry: entry => `${jsonOf(recordOf(entry))}\n` })

const logJson = (): Writer => ({
  head: '[',
  entry: (entry, first) => `${first ? '' : ','}\n${jsonOf(recordOf(entry), 2)}`,
  foot: '\n]\n',
})

function recordOf({ commit, date, subject, difference: { counts, changes } }: LogEntry) {
  return { commit, date, subject, counts, changes }
}

/** The ways in which a history is written out, by name. */
export const logFormats = {
  pretty: logPretty,
  markdown: logMarkdown,
  json: logJson,
  ndjson: logNdjson,
} satisfies Record<string, (style: Style) => Writer>
export type LogFormatName = keyof typeof logFormats

/** What an update came to. */
interface Update {
  proposals: Proposal[]
  difference: Difference
}

/** For people: what became of each source, then what changed. */
const updatePretty = ({ proposals, difference }: Update, style: Style): string => {
  const lines = proposals.map(one => oneLine(`${one.state.padEnd(9)} ${one.id}: ${said(one)}`))
  const sources = lines.map(line => `${line}\n`).join('')
  return `${sources}${sources && '\n'}${formats.pretty(difference, style)}`
}

/** As the body of a pull request: what could not be fetched first. */
const updateMarkdown = ({ proposals, difference }: Update, style: Style): string => {
  const isLoud = ({ state, dropped }: Proposal) => state !== 'unchanged' || dropped.length > 0
  const rows = [...proposals.filter(isLoud), ...proposals.filter(one => !isLoud(one))].map(
    one =>
      `| ${code(one.id)} | ${one.reason === null ? one.state : `**${one.state}**`} | ${words(said(one))} |`,
  )
  const table = rows.length > 0 ? `| Source | State | |\n| --- | --- | --- |\n${rows.join('\n')}\n\n` : ''
  return `${table}${formats.markdown(difference, style)}`
}

const updateJson = ({ proposals, difference }: Update): string => {
  const sources = proposals.map(({ id, state, reason, dropped, fetched }) => ({
    id,
    state,
    reason,
    dropped,
    sha256: fetched?.sha256 ?? null,
    revision: fetched?.revision ?? null,
  }))
  return `${jsonOf({ sources, ...difference }, 2)}\n`
}

function said({ reason, fetched, dropped }: Proposal): string {
  const lost = dropped.map(id => `correction ${id} matches nothing any more and is dropped`)
  const state = fetched && `content ${fetched.sha256.slice(0, 12)}`
  const commit = fetched?.revision && `commit ${fetched.revision.slice(0, 12)}`
  return [reason, ...lost, commit, state].filter(Boolean).join('; ')
}

/** The ways in which an update is reported, by name. */
export const updateFormats = {
  pretty: updatePretty,
  markdown: updateMarkdown,
  json: updateJson,
} satisfies Record<string, (update: Update, style: Style) => string>
export type UpdateFormatName = keyof typeof updateFormats
