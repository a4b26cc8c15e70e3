import type { Rule } from '../../rule.ts'
import { allPortsOpen } from './all-ports-open.ts'
import { etcdExposed } from './etcd-exposed.ts'
import { openToAnybody } from './open-to-anybody.ts'
import { overlayExposed } from './overlay-exposed.ts'
import { unprotectedService } from './unprotected-service.ts'

/** Rules about who is let in. */
export const exposure: Rule[] = [etcdExposed, openToAnybody, overlayExposed, allPortsOpen, unprotectedService]
