import { VFile } from 'vfile'
import { reporter } from 'vfile-reporter'
import type { Notice } from '../one.ts'
import { stripControls } from './table.ts'

/** Repairs and notices in the form that users of vfile know. */
export function formatNotices(notices: Notice[]): string {
  const names = [...new Set(notices.map(notice => notice.file))]
  return reporter(
    names.map(name =>
      fileOf(
        name,
        notices.filter(notice => notice.file === name),
      ),
    ),
  )
}

function fileOf(path: string, notices: Notice[]): VFile {
  const file = new VFile({ path: stripControls(path) })
  for (const { line, column, endLine, endColumn, reason, ruleId } of notices) {
    const start = { line: line ?? 1, column: column ?? 1 }
    const place = endLine && endColumn ? { start, end: { line: endLine, column: endColumn } } : start
    file.message(stripControls(reason), { place, ruleId, source: 'portolan' })
  }
  return file
}
