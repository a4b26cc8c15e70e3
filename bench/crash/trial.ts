import type { Moment } from './kill.ts'

/** What one kill came to. */
export interface Round {
  /** Whether it was killed before it had ended. */
  killed: boolean
  /** Whether the files were partly old and partly new before the next command. */
  isMixed: boolean
  /** Whether they are the new ones. */
  isNew: boolean
  /** What must not be. */
  wrong: string[]
}

/** Something that is run and killed over and over. */
export interface Trial {
  isWriting: () => boolean
  round: (moment: Moment) => Promise<Round>
}
