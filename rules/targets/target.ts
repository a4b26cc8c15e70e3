import type { Family } from '../addresses.ts'
import type { RuleSet } from '../model.ts'
import type { About, CommentLimits } from '../text.ts'

/** What is written, by file name. */
export type Files = Map<string, string>

/** A kind of firewall that rules are written for. */
export interface Target {
  id: string
  title: string
  /** How peers and machines are named: by addresses, or by security groups with addresses as a second choice. */
  machines: 'addresses' | 'groups'
  comments: CommentLimits
  families: readonly Family[]
  /** Transports whose ports it can filter. */
  transports: ReadonlySet<string>
  /** Most rules of one role in one family, and how many there are; null where no limit matters. */
  most: { rules: number; count(set: RuleSet, role: string, family: Family): number } | null
  /** What the rules do not do, for their header. */
  notes: readonly string[]
  /**
   * Writes the rules of some roles.
   *
   * @param set the rules of an inventory
   * @param roles the roles that files are written for
   */
  write(set: RuleSet, roles: readonly string[], about: About): Files
  /** What removes the rules again. */
  remove(roles: readonly string[]): Files
  /** The commands by which a script loads one role's files; null where nothing runs on the machines. */
  script: Script | null
}

/** Commands of a POSIX shell; `$work` is a folder of the script's own that has the files by their names. */
export interface Script {
  /** Keeps the rules of ours that are loaded now. */
  save: string
  /** Loads the new ones. */
  load(files: readonly string[]): string
  /** Loads what was kept, or removes all where nothing was. */
  restore: string
}
