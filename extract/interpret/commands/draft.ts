import type { Endpoint } from '../../../schema/types.ts'
import type { Draft } from '../claim.ts'
import { conditionsIn } from '../fields/conditions.ts'
import type { Stretch } from '../lines.ts'
import { line, type Rich } from '../rich.ts'
import type { Frame } from '../walk.ts'
import type { Around } from './around.ts'
import type { Stated } from './calls.ts'
import { spanOf } from './spans.ts'

/** Completes what a rule says by what the words around it say. */
export function draftOf(stated: Stated, place: Stretch, around: Around): Draft {
  const { rule, comment } = stated
  const { reading, block } = around
  const { plain: source, vocabulary } = reading
  const description = comment || rule.description || noteOf(stated)
  return {
    kind: 'command',
    pattern: rule.tool,
    protocol: rule.protocol,
    protocolText: rule.protocolWord?.text || null,
    ports: rule.ports,
    portText: rule.ports ? null : rule.portWord?.text || null,
    ...endsOf(stated, around.node),
    direction: rule.direction,
    local: false,
    conditions: [...around.conditions, ...conditionsIn(description ?? '', vocabulary)],
    description,
    frames: rule.caption ? [...block.frames, captionOf(rule.caption)] : block.frames,
    table: null,
    place,
    rests: around.rests,
    spans: {
      ports: spanOf(rule.portWord ? [rule.portWord] : [], source),
      protocol: spanOf(rule.protocolWord ? [rule.protocolWord] : [], source),
      source: spanOf(rule.source, source),
      destination: spanOf(rule.destination, source),
    },
  }
}

/** The comment above, unless it only repeats the command: `# Open TCP/6443`. */
function noteOf({ rule, section: { note } }: Stated): string | null {
  const repeats = rule.ports && new RegExp(`(?<!\\d)${rule.ports.first}(?!\\d)`).test(note ?? '')
  return repeats ? null : note
}

/** The ends that a rule names, and for one that it leaves out whom the words around it are about. */
function endsOf({ rule, section }: Stated, around: string | null): Pick<Draft, 'source' | 'destination'> {
  const source = rule.source.flatMap(stated)
  const destination = rule.destination.flatMap(stated)
  if (rule.transit) return { source, destination }
  const node = rule.subject ?? section.node ?? around
  if (rule.direction === 'outbound')
    return { source: source.length > 0 ? source : implied(node), destination }
  return {
    source: source.length > 0 ? source : implied(section.source),
    destination: destination.length > 0 ? destination : implied(node),
  }
}

function stated(word: Rich): Endpoint[] {
  const label = line(word)
  return label ? [{ label, implied: false }] : []
}

function implied(label: string | null): Endpoint[] {
  return label ? [{ label, implied: true }] : []
}

function captionOf(text: string): Frame {
  return { kind: 'caption', text, level: 0, end: 0, repairs: [] }
}
