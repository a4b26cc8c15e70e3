import type { Rule } from '../../rule.ts'
import { deprecatedComponent } from './deprecated-component.ts'
import { deprecatedPort } from './deprecated-port.ts'
import { formerName } from './former-name.ts'

/** Rules about what has gone out of date. */
export const currency: Rule[] = [deprecatedPort, deprecatedComponent, formerName]
