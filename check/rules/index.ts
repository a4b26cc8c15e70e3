import type { Rule } from '../rule.ts'
import { deprecated } from './currency/deprecated.ts'
import {
  copiedPurpose,
  protocolContradicted,
  protocolNumber,
  selfConnection,
} from './document/contradiction.ts'
import { duplicateClaim } from './document/duplicate-claim.ts'
import { noEndpoint, portAsEndpoint } from './document/endpoint-cells.ts'
import { endsDiffer } from './document/ends-differ.ts'
import { exclusiveStatement } from './document/exclusive-statement.ts'
import { missingCounterpart } from './document/missing-counterpart.ts'
import { missingInOtherForm } from './document/missing-in-other-form.ts'
import { missingPort, missingProtocol } from './document/missing-values.ts'
import { prefixAsPort } from './document/prefix-as-port.ts'
import { serviceElsewhere } from './document/service-elsewhere.ts'
import { siblingLacksPort } from './document/sibling-lacks-port.ts'
import { summaryLacksPorts } from './document/summary-lacks-ports.ts'
import { unlistedPort } from './document/unlisted-port.ts'
import { differsFromCode } from './documents/differs-from-code.ts'
import {
  conditionDisagrees,
  endsDisagree,
  portDisagrees,
  protocolDisagrees,
  scopeDisagrees,
} from './documents/disagreements.ts'
import { missingFlow } from './documents/missing-flow.ts'
import { missingInTwin } from './documents/missing-in-twin.ts'
import { allPortsOpen } from './exposure/all-ports-open.ts'
import { exposedService } from './exposure/exposed-service.ts'
import { impossiblePort, reversedRange } from './numbers/impossible-port.ts'
import { portSlip, protocolSlip, repeatedProtocol } from './numbers/slips.ts'
import { brokenMarkup } from './structure/broken-markup.ts'
import { incompletePage } from './structure/incomplete-page.ts'
import { joinedRows } from './structure/joined-rows.ts'
import { misnamedColumn } from './structure/misnamed-column.ts'
import { noteMark } from './structure/notes.ts'
import { misspeltWord } from './words/misspelt-word.ts'
import { unbalancedBracket } from './words/unbalanced-bracket.ts'

/** Every rule, family by family. */
export const rules: Rule[] = [
  ...[portSlip, impossiblePort, reversedRange, protocolSlip, repeatedProtocol, protocolNumber],
  ...[protocolContradicted, selfConnection, copiedPurpose, unlistedPort],
  ...[misspeltWord, unbalancedBracket],
  ...[brokenMarkup, incompletePage, joinedRows, misnamedColumn, noteMark],
  ...[missingCounterpart, missingInOtherForm, duplicateClaim, serviceElsewhere, endsDiffer],
  ...[exclusiveStatement, summaryLacksPorts, siblingLacksPort, noEndpoint, portAsEndpoint],
  ...[prefixAsPort, missingPort, missingProtocol],
  ...[portDisagrees, protocolDisagrees, conditionDisagrees, scopeDisagrees, endsDisagree],
  ...[missingInTwin, missingFlow, differsFromCode],
  ...[exposedService, allPortsOpen],
  deprecated,
]
