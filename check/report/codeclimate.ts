import { placeText } from '../../schema/place.ts'
import { jsonOf, oneLine } from './plain.ts'
import type { Format } from './results.ts'

const severities = { error: 'major', warning: 'minor', info: 'info' } as const

/** Findings as a Code Climate report, which GitLab shows in merge requests as code quality. */
export const codeclimate: Format = ({ findings }) => {
  const issues = findings.map(({ rule, message, severity, location, evidence, fingerprint, corrected }) => ({
    type: 'issue',
    check_name: rule,
    description: oneLine(message),
    content: { body: evidence.map(one => oneLine(`${placeText(one)}: ${one.note}`)).join('\n') },
    categories: ['Bug Risk'],
    fingerprint,
    severity: corrected ? 'info' : severities[severity],
    location: {
      path: location.document,
      lines: { begin: location.line, end: location.endLine },
    },
  }))
  return `${jsonOf(issues, 2)}\n`
}
