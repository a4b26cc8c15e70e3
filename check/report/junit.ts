import { placeText } from '../../schema/place.ts'
import type { Finding } from '../../schema/types.ts'
import { stripControls } from './plain.ts'
import { byDocument, type Format } from './results.ts'

/** Findings as JUnit's XML: a suite for each document, a failed case for each finding that can fail a run. */
export const junit: Format = ({ findings, documents }) => {
  const suites = [...byDocument(findings)].map(([document, own]) => suite(document, own))
  const failures = findings.filter(isFailure).length
  const clean =
    suites.length === 0 ? [`  <testsuite name="portolan" tests="${documents}" failures="0"/>`] : []
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="portolan" tests="${Math.max(documents, findings.length)}" failures="${failures}">`,
    ...suites,
    ...clean,
    '</testsuites>\n',
  ].join('\n')
}

/** A note is no failure, nor is what a correction sets right. */
function isFailure({ severity, corrected }: Finding): boolean {
  return severity !== 'info' && !corrected
}

function suite(document: string, findings: Finding[]): string {
  const failures = findings.filter(isFailure).length
  const head = `  <testsuite name="${escaped(document)}" tests="${findings.length}" failures="${failures}">`
  return [head, ...findings.map(testCase), '  </testsuite>'].join('\n')
}

function testCase(finding: Finding): string {
  const { rule, message, severity, location, evidence, suggestion } = finding
  const head = `    <testcase name="${escaped(`${rule} at ${placeText(location)}`)}" classname="${escaped(location.document)}"`
  const body = [
    placeText(location),
    ...(suggestion ? [suggestion.text] : []),
    ...evidence.map(one => `${placeText(one)}: ${one.note}`),
  ]
  const text = escaped(body.join('\n'))
  if (!isFailure(finding))
    return `${head}>\n      <system-out>${escaped(message)}\n${text}</system-out>\n    </testcase>`
  return `${head}>\n      <failure type="${severity}" message="${escaped(message)}">${text}</failure>\n    </testcase>`
}

function escaped(text: string): string {
  return stripControls(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
