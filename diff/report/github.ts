import { workflowCommand } from '../../check/report/github.ts'
import { oneLine } from '../../check/report/plain.ts'
import type { Change, Difference } from '../../schema/types.ts'
import type { Level } from '../taxonomy.ts'
import { countChanges, type Format, titles, whereOf } from './format.ts'

/** GitHub shows no more annotations of one kind for a step. */
const mostShown = 10
const commands: Record<Level, string | null> = {
  open: 'warning',
  close: 'warning',
  review: 'notice',
  none: null,
}

/**
 * Changes as workflow commands, which GitHub shows beside the lines of a pull request; those without effect
 * are left out. Where it will not show them all, their number comes first.
 */
export const github: Format = difference => {
  const told = difference.changes.filter(({ level }) => commands[level] !== null)
  const kinds = ['warning', 'notice'].map(kind => told.filter(({ level }) => commands[level] === kind).length)
  const isCut = kinds.some(count => count > mostShown)
  return [...(isCut ? [counts(difference)] : []), ...told.map(annotation), summary(difference)].join('')
}

function counts(difference: Difference): string {
  const words = `${countChanges(difference)}; GitHub shows ${mostShown} of each kind, the log has all`
  return `${workflowCommand('notice', { title: 'portolan diff' }, words)}\n`
}

function annotation(change: Change): string {
  const { level, message } = change
  const where = whereOf(change).map(oneLine).join(' › ')
  const place = [...change.after, ...change.before][0]?.places[0]
  const title = `portolan: ${titles[level].count}`
  const properties: Record<string, string | number> = place
    ? { file: place.document, line: place.line, endLine: place.endLine, title }
    : { title }
  const words = where === '' ? oneLine(message) : `${where}: ${oneLine(message)}`
  return `${workflowCommand(commands[level]!, properties, words)}\n`
}

function summary(difference: Difference): string {
  return `portolan: ${countChanges(difference)}\n`
}
