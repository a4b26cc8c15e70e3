import type { Root } from 'hast'
import type { VFile } from 'vfile'
import type { Tally } from '../tally.ts'
import type { Vocabulary } from '../vocabulary/index.ts'

/** Mends that reading makes to damaged markup. */
export type RepairId = 'closing-br' | 'heading-space' | 'joined-rows' | 'lost-heading' | 'unclosed-table'

/** One mend: what was done to which stretch of the document (0-based offsets, end exclusive). */
export interface Repair {
  id: RepairId
  start: number
  end: number
}

/** A mark of a templating language that was blanked before parsing, kept as the stretch it governs. */
export interface Mark {
  /** `tab`: its content stands under `label`; `include`: another file stands here; `shortcode`: anything else. */
  kind: 'tab' | 'include' | 'shortcode'
  name: string
  /** What a reader sees of a tab; of an include what it names, as written. */
  label: string
  /** Offset of the opening mark. */
  start: number
  /** Offset at which its content ends. */
  end: number
  /** False when no closing mark was found. */
  closed: boolean
}

/** A document as one hast tree, positions kept, with what reading had to do to get it. */
export interface Reading {
  file: VFile
  /** The text that was parsed: as given but for blanked marks, so every offset fits both. */
  plain: string
  tree: Root
  marks: Mark[]
  repairs: Repair[]
  /** The words by which it is read. */
  vocabulary: Vocabulary
}

/** What a reader needs beside the document. */
export interface ReadingContext {
  vocabulary: Vocabulary
  /** Counts what the whole document comes to, of which this may be a part. */
  tally: Tally
}
