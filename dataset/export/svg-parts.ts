import type { Area, Placed } from './layout.ts'
import { boxLines, text } from './measure.ts'
import type { Box } from './picture.ts'
import { px, xml } from './xml.ts'

type Point = Placed['arrows'][number]['paths'][number][number]

/** Bends are rounded so that arrows that meet can be told apart. */
const radius = 6

/**
 * An arrow with its label; pointing at it shows its flows one by one.
 *
 * @param names what stands in the boxes, by their ids
 * @param head id of the arrowhead
 */
export function arrowGroup(
  { arrow, label, paths }: Placed['arrows'][number],
  names: ReadonlyMap<string, string>,
  head: string,
): string {
  const doubtful = arrow.flows.some(({ status }) => status === 'disputed')
  const lines = arrow.lines.map((line, i) => {
    const y = label.y + text.label.padding / 2 + (i + 0.78) * text.label.line
    return `<text x="${px(label.x + text.label.padding)}" y="${px(y)}">${xml(line)}</text>`
  })
  const tip = [`${names.get(arrow.from)} → ${names.get(arrow.to)}`, ...arrow.flows.map(({ id }) => id)]
  return [
    `<g class="arrow${doubtful ? ' doubtful' : ''}"><title>${tip.map(xml).join('\n')}</title>`,
    ...paths.map(points => `<path d="${pathData(points)}" marker-end="url(#${head})"/>`),
    `<g class="label">${rect(label, 3)}${lines.join('')}</g></g>`,
  ].join('')
}

/** A box with its names; a group has a second frame, and ends outside of the installation round corners. */
export function boxGroup({ box, x, y, width, height }: Placed['boxes'][number]): string {
  const { kind } = box
  const look = kind === 'role' || kind === 'group' ? kind : 'outside'
  const inner = { x: x + 3, y: y + 3, width: width - 6, height: height - 6 }
  const frames = [rect({ x, y, width, height }, look === 'outside' ? height / 2 : 6)]
  if (kind === 'group') frames.push(rect(inner, 4))
  return `<g class="${look}"><title>${xml(`${kind} ${box.names.join(', ')}`)}</title>${frames.join('')}${words(box, x + width / 2, y).join('')}</g>`
}

function words(box: Box, middle: number, top: number): string[] {
  let bottom = top + text.name.padding * 0.75
  return boxLines(box).map(({ text: line, kind }) => {
    bottom += text[kind].line
    const y = px(bottom - text[kind].line * 0.28)
    return `<text class="${kind}" x="${px(middle)}" y="${y}" text-anchor="middle">${xml(line)}</text>`
  })
}

function rect({ x, y, width, height }: Area, r: number): string {
  return `<rect x="${px(x)}" y="${px(y)}" width="${px(width)}" height="${px(height)}" rx="${px(r)}"/>`
}

function pathData(points: Point[]): string {
  const steps = points.slice(1).map((point, i) => {
    const next = points[i + 2]
    if (!next) return `L${at(point)}`
    return `L${at(towards(point, points[i]!))}Q${at(point)} ${at(towards(point, next))}`
  })
  return `M${at(points[0]!)}${steps.join('')}`
}

/** The point where the bend at `from` begins, on the way to `to`. */
function towards(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y)
  const share = length === 0 ? 0 : Math.min(radius, length / 2) / length
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
}

function at({ x, y }: Point): string {
  return `${px(x)} ${px(y)}`
}
