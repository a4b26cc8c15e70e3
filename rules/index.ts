import type { Problem } from '../schema/problems.ts'
import { families } from './addresses.ts'
import { pointer, RefusalError } from './data.ts'
import { inboundOf, type RuleSet } from './model.ts'
import { awsSg } from './targets/aws-sg.ts'
import { iptables } from './targets/iptables.ts'
import { nft } from './targets/nft.ts'
import type { Files, Target } from './targets/target.ts'
import type { About } from './text.ts'

export { applyScript } from './apply.ts'
export { ask } from './ask.ts'
export { type Data, RefusalError } from './data.ts'
export { type Difference, diffRules } from './diff.ts'
export { addressesIn, type Filled } from './fill.ts'
export { type RuleOptions, type RuleSet, rulesFor } from './model.ts'
export { type Sheet, sheetOf } from './targets/sheet.ts'
export type { Files, Target } from './targets/target.ts'
export type { About } from './text.ts'

/** The firewalls that rules are written for. A sheet is one more: see {@link sheetOf}. */
export const targets: readonly Target[] = [nft, iptables, awsSg]

/**
 * Writes rules for a target.
 *
 * @param roles those that files are written for
 * @throws {RefusalError} when the target cannot express a rule, or has a limit that they exceed
 */
export function writeRules(target: Target, set: RuleSet, roles: readonly string[], about: About): Files {
  const problems = limitsOf(target, set, roles)
  if (problems.length > 0) throw new RefusalError(problems)
  return target.write(set, roles, about)
}

/** What keeps rules from being written for a target. */
function limitsOf(target: Target, set: RuleSet, roles: readonly string[]): Problem[] {
  const { title, machines, transports, most } = target
  const found = new Map<string, Problem>()
  const report = (role: string, message: string) =>
    found.set(`${role} ${message}`, { path: `/roles/${pointer(role)}`, message })
  const own = set.listeners.filter(
    ({ role, group }) => roles.includes(role) && (machines === 'addresses' || group),
  )
  if (own.length === 0)
    for (const role of roles) report(role, `has no security group, which ${title} needs; add "aws"`)
  for (const { role } of own) {
    for (const family of families) {
      const count = most?.count(set, role, family) ?? 0
      if (most && count > most.rules)
        report(
          role,
          `needs ${count} rules for IPv${family}, and ${title} takes ${most.rules}; join its networks into larger ones, or name security groups`,
        )
    }
    for (const rule of inboundOf(set, role)) {
      if (!target.families.includes(rule.family))
        report(role, `has IPv${rule.family} addresses, which ${title} cannot filter; remove them`)
      if (rule.ports && !transports.has(rule.protocol))
        report(role, `needs ports of ${rule.protocol}, which ${title} cannot filter`)
      for (const { role: peer, addresses, group } of rule.peers)
        if (
          machines === 'addresses' &&
          group &&
          addresses &&
          families.every(one => addresses[one].length === 0)
        )
          report(peer, `has no addresses, which ${title} needs; add "addresses"`)
    }
  }
  return [...found.values()]
}
