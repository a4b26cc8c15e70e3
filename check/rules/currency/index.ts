import type { Rule } from '../../rule.ts'

/** The chapter's rules. */
export const currency: Rule[] = []
