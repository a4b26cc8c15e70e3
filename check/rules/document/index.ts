import type { Rule } from '../../rule.ts'
import { duplicateClaim } from './duplicate-claim.ts'
import { endsDiffer } from './ends-differ.ts'
import { exclusiveStatement } from './exclusive-statement.ts'
import { missingCounterpart } from './missing-counterpart.ts'
import { missingInOtherForm } from './missing-in-other-form.ts'
import { missingPort } from './missing-port.ts'
import { missingProtocol } from './missing-protocol.ts'
import { noEndpoint } from './no-endpoint.ts'
import { overlayPort } from './overlay-port.ts'
import { ownNote } from './own-note.ts'
import { portAsEndpoint } from './port-as-endpoint.ts'
import { prefixAsPort } from './prefix-as-port.ts'
import { serviceElsewhere } from './service-elsewhere.ts'
import { siblingLacksPort } from './sibling-lacks-port.ts'
import { summaryLacksPorts } from './summary-lacks-ports.ts'

/** Rules about what one document says against itself, and about cells that do not name what they should. */
export const document: Rule[] = [
  missingCounterpart,
  missingInOtherForm,
  duplicateClaim,
  serviceElsewhere,
  overlayPort,
  ownNote,
  endsDiffer,
  exclusiveStatement,
  summaryLacksPorts,
  siblingLacksPort,
  noEndpoint,
  portAsEndpoint,
  prefixAsPort,
  missingPort,
  missingProtocol,
]
