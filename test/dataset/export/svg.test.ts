import { DOMParser, onErrorStopParsing } from '@xmldom/xmldom'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { layout } from '../../../dataset/export/layout.ts'
import { type Picture, pictureOf } from '../../../dataset/export/picture.ts'
import { toSvg } from '../../../dataset/export/svg.ts'
import type { Flow } from '../../../schema/types.ts'
import { between, groups } from './build.ts'

const draw = async (pictures: Picture[]) => toSvg(await Promise.all(pictures.map(layout)))
const drawFlows = (flows: Flow[], title?: string) => draw([pictureOf(flows, groups, title)])

/** Reads by the letter of XML; anything that is not well-formed throws. */
function read(svg: string) {
  const parser = new DOMParser({ onError: onErrorStopParsing })
  return parser.parseFromString(svg, 'image/svg+xml')
}

function texts(svg: string, name = 'text'): string[] {
  return [...read(svg).getElementsByTagName(name)].map(({ textContent }) => textContent ?? '')
}

const house = [
  between('any>lights tcp/80'),
  between('lamp>keeper tcp/7443'),
  between('lamp>keeper udp/7000', { status: 'disputed' }),
  between('keeper>keeper tcp/1', { conditions: ['in fog'], required: false }),
]

test('words are text: title, names, members, ports, notes', async () => {
  assert.equal(texts(await drawFlows(house)).toSorted(), [
    '(keeper, lamp, warden)',
    '* only under conditions',
    'any',
    'dashed: a finding casts doubt on some of it',
    'keeper',
    'lamp',
    'light / house',
    'lights',
    'tcp 1*',
    'tcp 7443',
    'tcp 80',
    'udp 7000',
  ])
})

test('title and description tell what is seen', async () => {
  const svg = await drawFlows(house)
  const root = read(svg).documentElement!
  assert.is(root.getAttribute('role'), 'img')
  const named = root.getAttribute('aria-labelledby')!.split(' ')
  const elements = [...read(svg).getElementsByTagName('*')]
  assert.equal(
    named.map(id => elements.find(element => element.getAttribute('id') === id)?.nodeName),
    ['title', 'desc'],
  )
  assert.is(texts(svg, 'title')[0], 'light / house')
  assert.is(
    texts(svg, 'desc')[0],
    'any to lights: tcp 80. keeper to keeper: tcp 1*. lamp to keeper: tcp 7443 udp 7000.',
  )
})

test('light and dark, and a doubtful arrow looks like one', async () => {
  const svg = await drawFlows(house)
  assert.match(svg, '@media (prefers-color-scheme:dark)')
  assert.is(svg.match(/class="arrow doubtful"/g)?.length, 1)
  assert.is(svg.match(/class="arrow"/g)?.length, 2)
})

test('an arrow shows its flows when pointed at', async () => {
  assert.ok(
    texts(await drawFlows(house), 'title').includes(
      'lamp → keeper\nlamp>keeper tcp/7443\nlamp>keeper udp/7000',
    ),
  )
})

test('the same flows give the same bytes, with no digits that nobody can see', async () => {
  const svg = await drawFlows(house)
  assert.is(await drawFlows(house), svg)
  assert.not.match(svg.replace(/<style>.*?<\/style>/s, ''), /\d\.\d\d/)
})

test('several pictures stand below each other', async () => {
  const picture = pictureOf(house, groups)
  const one = read(await draw([picture])).documentElement!
  const two = read(await draw([picture, picture])).documentElement!
  assert.ok(Number(two.getAttribute('height')) > 1.6 * Number(one.getAttribute('height')))
  assert.is(two.getAttribute('width'), one.getAttribute('width'))
})

test('no flows', async () => {
  assert.equal(texts(await draw([])), [])
  assert.equal(texts(await drawFlows([])), ['No flows'])
})

test.run()
