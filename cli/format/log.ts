import { styleText } from 'node:util'
import { words } from '../../check/report/markdown-words.ts'
import { jsonOf, oneLine } from '../../check/report/plain.ts'
import { formats, type Style } from '../../diff/report/index.ts'
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
const pretty = (style: Style): Writer => ({
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

const markdown = (style: Style): Writer => ({
  ...bare,
  entry: ({ commit, date, subject, difference }, first) => {
    const title = `# ${commit.slice(0, 10)} ${date.slice(0, 10)} ${words(subject)}`
    return `${first ? '' : '\n'}${title}\n\n${formats.markdown(difference, style)}`
  },
})

const ndjson = (): Writer => ({ ...bare, entry: entry => `${jsonOf(recordOf(entry))}\n` })

const json = (): Writer => ({
  head: '[',
  entry: (entry, first) => `${first ? '' : ','}\n${jsonOf(recordOf(entry), 2)}`,
  foot: '\n]\n',
})

function recordOf({ commit, date, subject, difference: { counts, changes } }: LogEntry) {
  return { commit, date, subject, counts, changes }
}

/** The ways in which a history is written out, by name. */
export const logFormats = { pretty, markdown, json, ndjson } satisfies Record<
  string,
  (style: Style) => Writer
>
export type LogFormatName = keyof typeof logFormats
