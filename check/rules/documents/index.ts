import type { Rule } from '../../rule.ts'
import { endsDiffer } from './ends-differ.ts'
import { missingInTwin } from './missing-in-twin.ts'
import { protocolDiffers } from './protocol-differs.ts'
import { scopeDiffers } from './scope-differs.ts'

/** Rules that hold documents against each other. */
export const documents: Rule[] = [protocolDiffers, scopeDiffers, endsDiffer, missingInTwin]
