import { visit } from 'unist-util-visit'
import { splitJoinedTags } from './interpret/joined-rows.ts'
import { Lines } from './interpret/lines.ts'
import { promoteLostHeadings } from './interpret/lost-headings.ts'
import { richText } from './interpret/rich.ts'
import { type Block, blocksOf, type Frame } from './interpret/walk.ts'
import { applyOverrides } from './overrides.ts'
import { type Format, formatOf, read, reportRepairs } from './read/index.ts'
import type { Mark, Reading, ReadingContext, Repair } from './read/reading.ts'
import type { Tally } from './tally.ts'

/** A document that another one includes. */
export interface Included {
  path: string
  text: string
}

/**
 * Finds what an include names.
 *
 * @param name the mark's name: a shortcode's, a component's, `include`
 * @param target what it names, as written
 * @param from path of the document that includes it
 * @returns null when there is no such document, or it may not be read
 */
export type Resolve = (name: string, target: string, from: string) => Included | null

/** Finds what an include names, now or later. */
export type AnyResolve = (...asked: Parameters<Resolve>) => ReturnType<Resolve> | Promise<ReturnType<Resolve>>

/** A file as it was read: its tree, repaired, and cut into the blocks that interpreters read. */
export interface Part {
  reading: Reading
  lines: Lines
  blocks: Block[]
  tally: Tally
  /** What is included, by the block that stands for it. */
  included: ReadonlyMap<Block, Part>
  /** The settings that it used, by their paths in a configuration. */
  used: string[]
}

/**
 * Reads a document and all that it includes.
 *
 * @param resolve how to find included documents; none: they are left out
 * @throws {LimitError} when they go beyond a limit
 */
export async function readParts(
  { path, text }: Included,
  format: Format | undefined,
  resolve: AnyResolve | undefined,
  context: ReadingContext,
): Promise<Part> {
  return partOf(await read(path, text, format, context), [], [path])

  async function partOf(read: Reading, outer: Frame[], trail: string[]): Promise<Part> {
    const reading = { ...read, repairs: [...read.repairs, ...splitTables(read, context.tally)] }
    const lines = new Lines(reading.plain)
    const { blocks: found, repairs } = promoteLostHeadings(blocksOf(reading, outer), block =>
      richText(block.node, reading.plain),
    )
    const { blocks, used } = applyOverrides(found, reading, lines)
    reading.repairs.push(...repairs)
    const included = new Map<Block, Part>()
    for (const block of blocks) {
      if (!block.mark || block.override?.ignore) continue
      const inner = await include(block.mark, reading, lines, trail)
      if (inner) included.set(block, await partOf(inner, block.frames, [...trail, inner.file.path]))
    }
    reportRepairs(reading, lines)
    return { reading, lines, blocks, tally: context.tally, included, used }
  }

  /** Reads what a mark includes, unless it includes itself. */
  async function include(mark: Mark, from: Reading, lines: Lines, trail: string[]): Promise<Reading | null> {
    const found = await resolve?.(mark.name, mark.label, trail.at(-1)!)
    if (!found) return null
    if (trail.includes(found.path)) {
      reportCycle(mark, from, lines, [...trail, found.path])
      return null
    }
    context.tally.include(trail, found)
    return read(found.path, found.text, formatOf(found.path, found.text, trail.at(-1)), context)
  }
}

/** The parts of a document in reading order. */
export function partsIn(part: Part): Part[] {
  return [part, ...[...part.included.values()].flatMap(partsIn)]
}

function splitTables({ tree }: Reading, { limits }: Tally): Repair[] {
  const repairs: Repair[] = []
  visit(tree, 'element', node => {
    if (node.tagName === 'table') repairs.push(...splitJoinedTags(node, limits.cells))
  })
  return repairs
}

function reportCycle({ start, end }: Mark, { file }: Reading, lines: Lines, trail: string[]): void {
  const circle = trail.slice(trail.indexOf(trail.at(-1)!)).join(' → ')
  file.message(`includes itself, which is left out: ${circle}`, {
    place: { start: lines.point(start), end: lines.point(end) },
    ruleId: 'include-cycle',
    source: 'portolan',
  })
}
