import type { Finding, FindingChanges } from '../schema/types.ts'

/**
 * Tells which findings came and which went: by rule and message, as lines move and documents are renamed; of other
 * documents in the message the name counts, not the folder, as each state may have its own.
 *
 * @returns null when a state comes without findings
 */
export function findingChanges(before: Finding[] | null, after: Finding[] | null): FindingChanges | null {
  if (!before || !after) return null
  return { appeared: onlyIn(after, before), gone: onlyIn(before, after) }
}

function onlyIn(findings: Finding[], others: Finding[]): Finding[] {
  const left = new Map<string, number>()
  for (const other of others) left.set(keyOf(other), (left.get(keyOf(other)) ?? 0) + 1)
  return findings.filter(finding => {
    const n = left.get(keyOf(finding)) ?? 0
    left.set(keyOf(finding), n - 1)
    return n <= 0
  })
}

function keyOf({ rule, message }: Finding): string {
  return `${rule}\n${message.replace(folders, '')}`
}

/** Folders of a path in running text. */
const folders = /(?<=^|[\s“"'`(])[^\s“”"'`()]*\/(?=[^\s“”"'`()/]+\.\w+)/gu
