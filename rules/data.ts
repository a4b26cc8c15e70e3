import type { RoleRecord, ServiceRecord, SourceRecord } from '../dataset/api/records.ts'
import type { Problem } from '../schema/problems.ts'
import type { Claim, Flow, Inventory } from '../schema/types.ts'

/** As much of a dataset as rules are made from. */
export interface Data {
  flows: readonly Flow[]
  claims: readonly Claim[]
  sources: readonly SourceRecord[]
  roles: readonly RoleRecord[]
  services: readonly ServiceRecord[]
}

/** What the steps from an inventory to its rules share; each adds what it decides. */
export interface Work {
  inventory: Inventory
  data: Data
  /** Flows that are used in spite of doubts: ids, or statuses. */
  include: readonly string[]
  /** Goes on where no document covers an answer of the inventory. */
  acceptGaps: boolean
  /** What is wrong with the inventory, or open; paths are JSON pointers into it. */
  problems: Problem[]
  /** The stack in words. */
  stack: string[]
  assumptions: string[]
  /** Flows that no rule in force stands for, with the reason. */
  leftOut: { flow: Flow; reason: string }[]
}

/** Nothing is written: the inventory is wrong, or leaves something open. */
export class RefusalError extends Error {
  override readonly name = 'RefusalError'
  /** What is wrong or open; paths are JSON pointers into the inventory. Never empty. */
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    const texts = problems.map(problem => [`${problem.path} ${problem.message}`.trim(), problem] as const)
    const distinct = new Map(texts)
    super([...distinct.keys()].join('\n'))
    this.problems = [...distinct.values()]
  }
}

/** A name as a part of a JSON pointer. */
export const pointer = (name: string) => name.replaceAll('~', '~0').replaceAll('/', '~1')

/** A role with all general roles that it has by `isA`, through any number of steps. */
export function withGeneral(ids: readonly string[], roles: Data['roles']): Set<string> {
  const all = new Set(ids)
  // The set grows while it is read.
  for (const id of all) for (const one of roles.find(role => role.id === id)?.isA ?? []) all.add(one)
  return all
}

/** Gives the places of the documents that state a flow, as links where there are any. */
export function linksOf(flow: Flow): string[] {
  const texts = flow.places.map(({ document, line, url }) =>
    url?.includes('#') ? url : `${document}:${line}${url ? ` (${url})` : ''}`,
  )
  return [...new Set(texts)]
}
