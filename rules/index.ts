import type { Problem } from '../schema/problems.ts'
import { families } from './addresses.ts'
import { pointer, RefusalError } from './data.ts'
import type { RuleSet } from './model.ts'
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
export function limitsOf(target: Target, set: RuleSet, roles: readonly string[]): Problem[] {
  const { title, machines, transports, most } = target
  const rules = set.rules.filter(
    ({ role, direction, held }) => roles.includes(role) && direction === 'inbound' && !held,
  )
  const found: Problem[] = []
  const report = (role: string, message: string) => found.push({ path: `/roles/${pointer(role)}`, message })
  for (const { role, family, protocol, ports, peers } of rules) {
    if (!target.families.includes(family))
      report(role, `has IPv${family} addresses, which ${title} cannot filter; remove them`)
    if (ports && !transports.has(protocol))
      report(role, `needs ports of ${protocol}, which ${title} cannot filter`)
    for (const peer of peers)
      if (
        machines === 'addresses' &&
        peer.group &&
        peer.addresses &&
        families.every(one => peer.addresses![one].length === 0)
      )
        report(peer.role, `has no addresses, which ${title} needs; add "addresses"`)
  }
  for (const role of most ? roles : [])
    for (const family of families) {
      const count = most!.count(set, role, family)
      if (count > most!.rules)
        report(
          role,
          `needs ${count} rules for IPv${family}, and ${title} takes ${most!.rules}; join its networks into larger ones, or name security groups`,
        )
    }
  if (machines === 'groups' && !set.listeners.some(({ role, group }) => group && roles.includes(role)))
    for (const role of roles) report(role, `has no security group, which ${title} needs; add "aws"`)
  return [...new Map(found.map(problem => [`${problem.path} ${problem.message}`, problem])).values()]
}
