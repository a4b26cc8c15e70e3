import { code, words } from '../../check/report/markdown-words.ts'
import { jsonOf, oneLine } from '../../check/report/plain.ts'
import { formats, type Style } from '../../diff/report/index.ts'
import type { Difference } from '../../schema/types.ts'
import type { Proposal } from '../update/propose.ts'

/** What an update came to. */
interface Update {
  proposals: Proposal[]
  difference: Difference
}

/** For people: what became of each source, then what changed. */
const pretty = ({ proposals, difference }: Update, style: Style): string => {
  const lines = proposals.map(one => oneLine(`${one.state.padEnd(9)} ${one.id}: ${said(one)}`))
  const sources = lines.map(line => `${line}\n`).join('')
  return `${sources}${sources && '\n'}${formats.pretty(difference, style)}`
}

/** As the body of a pull request: what could not be fetched first. */
const markdown = ({ proposals, difference }: Update, style: Style): string => {
  const isLoud = ({ state, dropped }: Proposal) => state !== 'unchanged' || dropped.length > 0
  const rows = [...proposals.filter(isLoud), ...proposals.filter(one => !isLoud(one))].map(
    one =>
      `| ${code(one.id)} | ${one.reason === null ? one.state : `**${one.state}**`} | ${words(said(one))} |`,
  )
  const table = rows.length > 0 ? `| Source | State | |\n| --- | --- | --- |\n${rows.join('\n')}\n\n` : ''
  return `${table}${formats.markdown(difference, style)}`
}

const json = ({ proposals, difference }: Update): string => {
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
export const updateFormats = { pretty, markdown, json } satisfies Record<
  string,
  (update: Update, style: Style) => string
>
export type UpdateFormatName = keyof typeof updateFormats
