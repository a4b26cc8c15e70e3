import type { Rule } from '../../rule.ts'
import { conditionDisagrees } from './condition-disagrees.ts'
import { endsDisagree } from './ends-disagree.ts'
import { missingFlow } from './missing-flow.ts'
import { missingInTwin } from './missing-in-twin.ts'
import { portDisagrees } from './port-disagrees.ts'
import { protocolDisagrees } from './protocol-disagrees.ts'
import { scopeDisagrees } from './scope-disagrees.ts'

/** Rules that hold documents against each other. */
export const documents: Rule[] = [
  portDisagrees,
  protocolDisagrees,
  conditionDisagrees,
  scopeDisagrees,
  endsDisagree,
  missingInTwin,
  missingFlow,
]
