import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { byDeployment } from '../../../dataset/export/flows.ts'
import { type Area, layout, type Placed } from '../../../dataset/export/layout.ts'
import { pictureOf } from '../../../dataset/export/picture.ts'
import type { Flow } from '../../../schema/types.ts'
import { runs } from '../../runs.ts'
import { between, groups } from './build.ts'

/** Everything that lies where something else is, or outside of the picture. */
function collisions({ boxes, arrows, width, height }: Placed): string[] {
  const areas = [
    ...boxes.map(({ box, ...area }) => ({ name: `box ${box.names}`, area })),
    ...arrows.map(({ arrow, label }) => ({ name: `label ${arrow.from}>${arrow.to}`, area: label })),
  ]
  const overlaps = areas.flatMap((a, i) =>
    areas.slice(i + 1).flatMap(b => (meet(a.area, b.area) ? [`${a.name} on ${b.name}`] : [])),
  )
  const crossed = arrows.flatMap(({ arrow, paths }) =>
    areas
      .filter(({ name }) => name !== `label ${arrow.from}>${arrow.to}`)
      .filter(({ area }) => segments(paths).some(segment => meet(segment, area)))
      .map(({ name }) => `arrow ${arrow.from}>${arrow.to} through ${name}`),
  )
  const outside = areas.filter(
    ({ area }) => area.x < 0 || area.y < 0 || area.x + area.width > width || area.y + area.height > height,
  )
  return [...overlaps, ...crossed, ...outside.map(({ name }) => `${name} outside`)]
}

/** Touching is not meeting: arrows touch the boxes that they lead to. */
function meet(a: Area, b: Area): boolean {
  const slack = 0.5
  const beside = a.x + a.width <= b.x + slack || b.x + b.width <= a.x + slack
  const above = a.y + a.height <= b.y + slack || b.y + b.height <= a.y + slack
  return !beside && !above
}

function segments(paths: Placed['arrows'][number]['paths']): Area[] {
  return paths.flatMap(points =>
    points.slice(1).map((to, i) => {
      const from = points[i]!
      const [x, y] = [Math.min(from.x, to.x), Math.min(from.y, to.y)]
      return { x, y, width: Math.abs(to.x - from.x), height: Math.abs(to.y - from.y) }
    }),
  )
}

const data = new URL('../../../dataset/data/flows.json', import.meta.url)
for (const { name, flows } of byDeployment(JSON.parse(readFileSync(data, 'utf8')))) {
  test(`${name}: nothing lies upon anything else`, async () => {
    const picture = pictureOf(flows, groups)
    const placed = await layout(picture)
    assert.equal(collisions(placed), [])
    assert.is(placed.boxes.length, picture.boxes.length)
    assert.is(placed.arrows.length, picture.arrows.length)
  })
}

const ends = fc.constantFrom('a', 'lamp', 'keeper', 'keepers', 'lights', 'any', 'a very long name of a host')
const anyFlow = fc
  .tuple(ends, ends, fc.constantFrom('tcp', 'udp'), fc.integer({ min: 1, max: 65535 }), fc.boolean())
  .map(([from, to, protocol, port, local]): Flow => between(`${from}>${to} ${protocol}/${port}`, { local }))

test('any flows: nothing lies upon anything else', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyFlow, { maxLength: 25 }), async flows => {
      assert.equal(collisions(await layout(pictureOf(flows, groups))), [])
    }),
    runs(10),
  )
})

test('the check itself sees what overlaps', async () => {
  const placed = await layout(pictureOf([between('a>b tcp/1'), between('b>c tcp/2')], []))
  const [first, second] = placed.boxes
  const moved = { ...placed, boxes: [first!, { ...second!, x: first!.x, y: first!.y }] }
  assert.ok(collisions(moved).includes('box a on box b'))
  assert.ok(collisions({ ...placed, width: 3 }).includes('box a outside'))
})

test('no flows', async () => {
  const { boxes, arrows } = await layout(pictureOf([], []))
  assert.equal({ boxes, arrows }, { boxes: [], arrows: [] })
})

test.run()
