import { fix, isCertain, mend } from '../../../check/fix.ts'
import { check } from '../../../check/index.ts'
import { extract } from '../../../extract/index.ts'
import { evenLines, Lines } from '../../../extract/trees.ts'
import type { Finding } from '../../../schema/types.ts'
import { must } from '../broken.ts'
import type { Input } from '../input.ts'

/** Asserts what must hold of suggestions that are followed. */
export async function checkMending(input: Input, findings: Finding[]): Promise<void> {
  for (const finding of oneOfEachRule(findings)) await checkAlone(input, finding)
  checkApart(input.text, fix(input.text, findings.filter(isCertain)).applied)
  await checkCertain(input)
}

function oneOfEachRule(findings: Finding[]): Finding[] {
  const edits = findings.filter(({ suggestion }) => suggestion?.span && suggestion.replacement !== null)
  return [...new Map(edits.map(finding => [finding.rule, finding])).values()]
}

/** Each suggestion by itself is followed, and leaves a text that can be read. */
async function checkAlone({ path, text }: Input, finding: Finding): Promise<void> {
  const fixed = fix(text, [finding])
  must(fixed.applied.length === 1, 'suggestion', `${finding.rule} not applied`, finding.id)
  must(fixed.text !== text, 'suggestion', `${finding.rule} idle`, finding.id)
  await extract(path, fixed.text)
}

function checkApart(text: string, applied: Finding[]): void {
  const lines = new Lines(evenLines(text))
  let at = 0
  for (const { id, rule, suggestion } of applied) {
    const { line, column, endLine, endColumn } = suggestion!.span!
    must(lines.offset(line, column) >= at, 'overlap', rule, `${id} is followed where another edit was made`)
    at = lines.offset(endLine, endColumn)
  }
}

/** What is certain comes to an end, and to do it again changes nothing. */
async function checkCertain(input: Input): Promise<void> {
  const find = async (documents: Input[]) => (await check(documents)).findings
  const all = () => true
  const mended = await mend([input], all, find)
  const rules = (await find([input])).filter(isCertain).map(({ rule }) => rule)
  must(mended.restless.length === 0, 'restless', 'mend', `suggestions go in a circle: ${rules.join(' ')}`)
  const again = await mend(mended.documents, all, find)
  const left = again.applied.map(({ rule }) => rule).join(' ')
  must(left === '', 'mended-again', left, `mended text is mended again: ${left}`)
}
