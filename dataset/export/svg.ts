import { stripControls } from '../../check/report/plain.ts'
import { type Area, boxLines, type Placed, proportional, text } from './layout.ts'
import type { Box, Picture } from './picture.ts'

/** Blank around all, in pixels. */
const margin = 16
/** Blank between pictures. */
const between = 32

/**
 * Draws placed pictures as one SVG, one below the other. Words stay text, a title and a description tell
 * what is seen, colours follow the reader's choice of light and dark, and no word can become markup.
 *
 * @returns an SVG document; the same pictures give the same bytes
 */
export function toSvg(placed: readonly Placed[]): string {
  const id = `flows-${(placed[0]?.picture.title ?? '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/-$/, '')}`
  const notes = notesOf(placed.map(({ picture }) => picture))
  const parts: string[] = []
  let top = margin
  for (const one of placed) {
    parts.push(pictureGroup(one, top, id))
    top += text.title.line + one.height + between
  }
  const lines = notes.map((note, i) => noteLine(note, top + i * text.member.line))
  const width = Math.max(...placed.map(widthOf), ...notes.map(note => note.length * 7), 120) + 2 * margin
  const height = top + notes.length * text.member.line - (notes.length > 0 ? 0 : between) + margin
  return `${[...opening(id, width, height, placed), ...parts, ...lines, '</svg>'].join('\n')}\n`
}

function opening(id: string, width: number, height: number, placed: readonly Placed[]): string[] {
  const [w, h] = [px(width), px(height)]
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}" role="img" aria-labelledby="${id}-title ${id}-desc">`,
    `<title id="${id}-title">${xml(placed.map(({ picture }) => picture.title).join('; '))}</title>`,
    `<desc id="${id}-desc">${xml(placed.map(({ picture }) => described(picture)).join(' '))}</desc>`,
    `<style>${style}</style>`,
    `<defs><marker id="${id}-head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path class="head" d="M0 0L8 4L0 8z"/></marker></defs>`,
    '<rect class="paper" width="100%" height="100%"/>',
  ]
}

function pictureGroup(placed: Placed, top: number, id: string): string {
  const { picture, boxes, arrows } = placed
  const names = new Map(picture.boxes.map(box => [box.id, box.names.join(', ')]))
  return [
    `<text class="title" x="${margin}" y="${px(top + text.title.size)}">${xml(picture.title)}</text>`,
    `<g transform="translate(${margin} ${px(top + text.title.line)})">`,
    ...arrows.map(arrow => arrowGroup(arrow, names, `${id}-head`)),
    ...boxes.map(boxGroup),
    '</g>',
  ].join('\n')
}

/** For those who cannot see the picture: every arrow as a sentence. */
function described({ boxes, arrows }: Picture): string {
  const names = new Map(boxes.map(box => [box.id, box.names.join(', ')]))
  const sentences = arrows.map(
    ({ from, to, lines }) =>
      `${names.get(from)} to ${names.get(to)}: ${lines.map(line => line.trim()).join(' ')}.`,
  )
  return sentences.join(' ') || 'No flows.'
}

function notesOf(pictures: Picture[]): string[] {
  const arrows = pictures.flatMap(picture => picture.arrows)
  const marked = arrows.some(({ lines }) => lines.some(line => line.includes('*')))
  const doubtful = arrows.some(({ flows }) => flows.some(({ status }) => status === 'disputed'))
  return [
    ...(marked ? ['* only under conditions'] : []),
    ...(doubtful ? ['dashed: a finding casts doubt on some of it'] : []),
  ]
}

function noteLine(note: string, y: number): string {
  return `<text class="note" x="${margin}" y="${px(y)}">${xml(note)}</text>`
}

function widthOf({ width, picture }: Placed): number {
  return Math.max(width, proportional(picture.title) * text.title.size)
}

type Point = Placed['arrows'][number]['paths'][number][number]

/** Bends are rounded so that arrows that meet can be distinguished. */
const radius = 6

/**
 * An arrow with its label; pointing at it shows its flows one by one.
 *
 * @param names the words in the boxes, by their ids
 * @param head id of the arrowhead
 */
function arrowGroup(
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
function boxGroup({ box, x, y, width, height }: Placed['boxes'][number]): string {
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

/** What the classes look like by daylight. Colours are plain values: not every viewer knows variables. */
const light = {
  paper: '#ffffff',
  ink: '#1f2328',
  soft: '#59636e',
  edge: '#d1d9e0',
  role: ['#ddf4ff', '#0969da'],
  group: ['#fbefff', '#8250df'],
  outside: ['#f6f8fa', '#59636e'],
} as const

const dark = {
  paper: '#0d1117',
  ink: '#f0f6fc',
  soft: '#9198a1',
  edge: '#3d444d',
  role: ['#0c2d6b', '#58a6ff'],
  group: ['#3c1e70', '#ab7df8'],
  outside: ['#151b23', '#9198a1'],
} as const

type Colours = Record<'paper' | 'ink' | 'soft' | 'edge', string> &
  Record<'role' | 'group' | 'outside', readonly [fill: string, stroke: string]>

/** The style sheet of a picture: for daylight, and for readers who have set their screen dark. */
export const style = `${fonts()}
.arrow path{fill:none;stroke-width:1.2}
.doubtful path{stroke-dasharray:5 4}
${colours(light)}
@media (prefers-color-scheme:dark){
${colours(dark)}
}`

function fonts(): string {
  const sans = 'system-ui,"Segoe UI","DejaVu Sans",sans-serif'
  const mono = 'ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace'
  return `text{font-family:${sans}}
.title{font-size:${text.title.size}px;font-weight:600}
.name{font-size:${text.name.size}px;font-weight:600}
.member,.note{font-size:${text.member.size}px}
.label text{font-family:${mono};font-size:${text.label.size}px}`
}

function colours({ paper, ink, soft, edge, role, group, outside }: Colours): string {
  const box = (name: string, [fill, stroke]: readonly [string, string]) =>
    `.${name} rect{fill:${fill};stroke:${stroke}}`
  return `.paper{fill:${paper}}
text{fill:${ink}}
.member,.note{fill:${soft}}
.arrow path{stroke:${soft}}
.head{fill:${soft}}
.label rect{fill:${paper};stroke:${edge}}
${box('role', role)}
${box('group', group)}
${box('outside', outside)}`
}

/** A text as XML shows it, between tags and within quotation marks alike; characters that XML forbids go. */
export function xml(text: string): string {
  return stripControls(text)
    .replace(/[\p{Cs}\ufffe\uffff\n]/gu, ' ')
    .replace(/[&<>"']/g, mark => entities[mark]!)
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** A length in pixels with no more digits than a screen can show. */
function px(length: number): string {
  return String(Math.round(length * 10) / 10)
}
