import type { Rule } from '../../rule.ts'
import { impossiblePort } from './impossible-port.ts'
import { portSlip } from './port-slip.ts'
import { protocolSlip } from './protocol-slip.ts'
import { repeatedProtocol } from './repeated-protocol.ts'
import { reversedRange } from './reversed-range.ts'

/** Rules about ports and protocols as numbers and words. */
export const numbers: Rule[] = [portSlip, impossiblePort, reversedRange, protocolSlip, repeatedProtocol]
