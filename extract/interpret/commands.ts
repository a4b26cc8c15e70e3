import type { Reading } from '../read/reading.ts'
import type { Draft } from './claim.ts'
import { aroundOf } from './commands/around.ts'
import { readCalls, type Stated } from './commands/calls.ts'
import { codeText, plainCode } from './commands/code.ts'
import { draftOf } from './commands/draft.ts'
import { forms, gate } from './commands/index.ts'
import { stretchOf } from './lines.ts'
import { placeOf } from './rich.ts'
import type { Block } from './walk.ts'

const unsaid = { node: null, source: null, note: null }

/** Reads what the commands and definitions of a code block let through. Nothing is run. */
export function readCommands(block: Block, reading: Reading): Draft[] {
  if (!gate.test(plainCode(block.node))) return []
  const code = codeText(block.node, reading.plain)
  const rests = stretchOf(block.node) ?? placeOf(code)
  if (!rests) return []
  const formal = forms.flatMap(read => read(code, reading.vocabulary))
  const stated: Stated[] = [
    ...readCalls(code, reading.vocabulary),
    ...formal.map(rule => ({ rule, section: unsaid, comment: null, place: rule.place })),
  ]
  if (stated.length === 0) return []
  const around = aroundOf(block, rests, reading)
  return stated
    .map(one => ({ one, place: one.place ?? rests }))
    .sort((a, b) => a.place.start - b.place.start)
    .map(({ one, place }) => draftOf(one, place, around))
}
