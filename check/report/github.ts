import { placeText } from '../../schema/place.ts'
import type { Finding } from '../../schema/types.ts'
import { oneLine, stripControls } from './plain.ts'
import { countFindings, type Format } from './results.ts'

/** GitHub shows no more annotations of one kind for a step. */
const mostShown = 10
const commands = { error: 'error', warning: 'warning', info: 'notice' } as const

/**
 * Findings as workflow commands, which GitHub shows beside the lines of a pull request. Where it will not
 * show them all, their number comes first.
 */
export const github: Format = ({ findings }) => {
  if (findings.length === 0) return ''
  const counts = `${countFindings(findings)}; GitHub shows ${mostShown} of each kind, the log has all`
  const kinds = Object.values(commands).map(kind => findings.filter(one => commandOf(one) === kind).length)
  const first = kinds.some(n => n > mostShown)
    ? [workflowCommand('notice', { title: 'portolan' }, counts)]
    : []
  return `${[...first, ...findings.map(annotation), `portolan: ${countFindings(findings)}`].join('\n')}\n`
}

function annotation(finding: Finding): string {
  const { location, rule, message, suggestion, evidence } = finding
  const { document, line, endLine, column, endColumn } = location
  // GitHub takes columns only for a place on one line.
  const columns: Record<string, number> = line === endLine ? { col: column, endColumn } : {}
  const lines = [
    message,
    ...(suggestion ? [suggestion.text] : []),
    ...evidence.map(one => `${placeText(one)}: ${one.note}`),
  ]
  const title = `${rule}${finding.corrected ? ' (corrected)' : ''}`
  const text = lines.map(oneLine).join('\n')
  return workflowCommand(commandOf(finding), { file: document, line, endLine, ...columns, title }, text)
}

/** A defect that a correction sets right is worth no more than a notice. */
function commandOf({ severity, corrected }: Finding): string {
  return corrected ? 'notice' : commands[severity]
}

/**
 * A workflow command of GitHub Actions, with its values escaped as the runner undoes it.
 *
 * @see {@link https://docs.github.com/actions/reference/workflow-commands-for-github-actions}
 */
export function workflowCommand(
  name: string,
  properties: Record<string, string | number>,
  message: string,
): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(`${value}`)}`)
  return `::${name} ${list.join(',')}::${escapeData(message)}`
}

function escapeData(text: string): string {
  return stripControls(text).replaceAll('%', '%25').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
