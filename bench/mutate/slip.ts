import type { Page } from '../../check/survey/index.ts'
import type { Edit } from './edit.ts'
import type { Random } from './random.ts'

/** Some lines of a clean document. */
export interface Target {
  document: string
  line: number
  endLine: number
}

/** One mistake, made in a clean document. */
export interface Slip {
  page: Page
  edit: Edit
  /** Where a finding must stand to count, any of them: lines of the clean documents. */
  targets: Target[]
  /** Ways to write the value that a finding must suggest; empty when none is asked for. */
  right: string[]
  /** Nothing is required of it: it is only measured. */
  free?: boolean
}

/** A place where a slip of one kind can be made. */
export interface Site {
  kind: string
  /** Makes the slip; the same place may give another one each time. */
  make(random: Random): Slip
}

/** What a slip must come to. */
export type Bound = 'suggested' | 'flagged'

/** The part of the slips that must come to it, in per cent. */
export const required: Record<Bound, number> = { suggested: 95, flagged: 90 }
