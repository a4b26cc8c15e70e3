import type { Placed } from './layout.ts'
import { proportional, text } from './measure.ts'
import type { Picture } from './picture.ts'
import { arrowGroup, boxGroup } from './svg-parts.ts'
import { style } from './svg-style.ts'
import { px, xml } from './xml.ts'

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
