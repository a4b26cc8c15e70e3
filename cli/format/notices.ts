import { VFile } from 'vfile'
import { reporter } from 'vfile-reporter'
import { wrap } from '../../check/report/wrap.ts'
import type { Notice } from '../extract-file.ts'
import { stripControls } from './table.ts'

/**
 * Repairs and notices in the form that users of vfile know.
 *
 * @param width terminal columns that it may take
 * @param color whether it may have colours
 */
export function formatNotices(notices: Notice[], width: number, color: boolean): string {
  const names = [...new Set(notices.map(notice => notice.file))]
  return reporter(
    names.map(name =>
      fileOf(
        name,
        notices.filter(notice => notice.file === name),
        width,
      ),
    ),
    { color },
  )
}

function fileOf(path: string, notices: Notice[], width: number): VFile {
  const file = new VFile({ path: stripControls(path) })
  const messages = notices.map(notice =>
    file.message(stripControls(notice.reason), { place: placeOf(notice), ruleId: notice.ruleId }),
  )
  // A message's name is its place, behind the path.
  const indent = Math.max(...messages.map(({ name }) => name.length)) - file.path.length - 1 + label.length
  const rules = Math.max(...notices.map(({ ruleId }) => ruleId?.length ?? 0))
  for (const message of messages) {
    const lines = wrap(message.reason, Math.max(narrowest, width - indent - rules - 1))
    message.message = lines.join(`\n${' '.repeat(indent)}`)
  }
  return file
}

/** What stands between the place and the reason. */
const label = ' warning '
/** No reason is pressed into fewer columns. */
const narrowest = 20

function placeOf({ line, column, endLine, endColumn }: Notice) {
  const start = { line: line ?? 1, column: column ?? 1 }
  return endLine && endColumn ? { start, end: { line: endLine, column: endColumn } } : start
}
