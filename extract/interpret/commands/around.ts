import type { Reading } from '../../read/reading.ts'
import type { Vocabulary } from '../../vocabulary/index.ts'
import type { Stretch } from '../lines.ts'
import { line, type Rich, richText } from '../rich.ts'
import type { Block } from '../walk.ts'
import { nodeIn } from './said.ts'

/** What the words around a code block say of all the rules in it. */
export interface Around {
  block: Block
  /** Where the code stands. */
  rests: Stretch
  reading: Reading
  /** The node that the rules are for. */
  node: string | null
  conditions: string[]
}

/** Reads the sentence above a code block, and the headings around it. */
export function aroundOf(block: Block, rests: Stretch, reading: Reading): Around {
  const { plain, vocabulary } = reading
  const above = block.lead && lastSentence(richText(block.lead, plain))
  const node = nodeAround(above, block, vocabulary)
  return { block, rests, reading, node, conditions: conditionAbove(above, vocabulary) }
}

/** The node that the sentence above is about, else the nearest heading that is about one. */
function nodeAround(above: string | null, { frames }: Block, vocabulary: Vocabulary): string | null {
  const said = above && nodeIn(above, vocabulary)
  return (
    said ||
    frames.toReversed().reduce<string | null>((found, frame) => found ?? nodeIn(frame.text, vocabulary), null)
  )
}

/** `If you keep firewalld enabled, the following rules are required:` */
function conditionAbove(above: string | null, { conditions }: Vocabulary): string[] {
  const found = above && conditions.leading.exec(above)
  return found && found.index === 0 ? [found[0].trim().replace(/[:：]$/, '')] : []
}

function lastSentence(prose: Rich): string {
  return (
    line(prose)
      .split(/(?<=[.!?。！？])\s*(?=\S)/)
      .at(-1) ?? ''
  )
}
