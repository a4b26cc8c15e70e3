import type { Element } from 'hast'

/** What a parser may leave in `colSpan` and `rowSpan`. */
export type Span = number | string | undefined

export function h(tagName: string, ...children: Element[]): Element {
  return { type: 'element', tagName, properties: {}, children }
}

export function td(colSpan?: Span, rowSpan?: Span, tagName = 'td'): Element {
  return { type: 'element', tagName, properties: { colSpan, rowSpan }, children: [] }
}

export interface NaiveGrid {
  width: number
  /** For each `<tr>` its slots, left to right. */
  slots: Map<Element, (Element | undefined)[]>
}

/**
 * The standard's algorithm step by step and slot by slot, rows that no `<tr>` stands for included: what
 * `formGrid` must agree with for small tables that hold nothing but sections, rows and cells.
 */
export function naiveGrid(table: Element): NaiveGrid {
  const naive = new Naive()
  for (const part of elements(table)) {
    if (part.tagName === 'tr') naive.addRow(part)
    else naive.addGroup(part)
  }
  const slots = [...naive.trs].map(([tr, y]) => [tr, naive.across(y)] as const)
  return { width: naive.width, slots: new Map(slots) }
}

class Naive {
  width = 0
  height = 0
  y = 0
  trs = new Map<Element, number>()
  order = new Map<Element, number>()
  slots = new Map<string, Element>()
  growing: { cell: Element; x: number; columns: number }[] = []

  addGroup(section: Element): void {
    this.endGroup()
    for (const tr of elements(section)) this.addRow(tr)
    this.endGroup()
  }

  addRow(tr: Element): void {
    if (this.height === this.y) this.height++
    this.trs.set(tr, this.y)
    this.grow()
    let x = 0
    for (const cell of elements(tr)) {
      while (x < this.width && this.slots.has(`${x},${this.y}`)) x++
      x += this.addCell(cell, x)
    }
    this.y++
  }

  addCell(cell: Element, x: number): number {
    this.order.set(cell, this.order.size)
    const columns = Number(cell.properties.colSpan)
    const declared = Number(cell.properties.rowSpan)
    const rows = declared === 0 ? 1 : declared
    this.width = Math.max(this.width, x + columns)
    this.height = Math.max(this.height, this.y + rows)
    for (let y = this.y; y < this.y + rows; y++) this.cover(cell, x, y, columns)
    if (declared === 0) this.growing.push({ cell, x, columns })
    return columns
  }

  // Who shows in an overlap is not the standard's to say: the later cell in the source.
  cover(cell: Element, x: number, y: number, columns: number): void {
    for (let i = x; i < x + columns; i++) {
      const holder = this.slots.get(`${i},${y}`)
      if (!holder || this.order.get(holder)! < this.order.get(cell)!) this.slots.set(`${i},${y}`, cell)
    }
  }

  grow(): void {
    for (const { cell, x, columns } of this.growing) this.cover(cell, x, this.y, columns)
  }

  // The standard steps down before it grows, which, rows counted from 0, would reach into the next group.
  endGroup(): void {
    for (; this.y < this.height; this.y++) this.grow()
    this.growing = []
  }

  across(y: number): (Element | undefined)[] {
    return Array.from({ length: this.width }, (_, x) => this.slots.get(`${x},${y}`))
  }
}

function elements(parent: Element): Element[] {
  return parent.children.filter(child => child.type === 'element')
}
