import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { pictureOf } from '../../../dataset/export/picture.ts'
import type { Flow } from '../../../schema/types.ts'
import { between, groups } from './build.ts'

const cases: { title: string; flows: Flow[]; boxes: string[]; arrows: string[] }[] = [
  {
    title: 'flows between the same ends share an arrow, ports sorted',
    flows: [between('a>b tcp/443'), between('a>b udp/53'), between('a>b tcp/80-81'), between('b>a tcp/1')],
    boxes: ['a', 'b'],
    arrows: ['n1>n2 tcp 80-81, 443 | udp 53', 'n2>n1 tcp 1'],
  },
  {
    title: 'what holds under conditions stands apart, behind what always holds',
    flows: [
      between('a>b udp/1', { when: { cni: 'canal' }, required: false }),
      between('a>b udp/2', { when: { cni: ['calico', 'canal'], os: 'linux' }, required: false }),
      between('a>b udp/3'),
    ],
    boxes: ['a', 'b'],
    arrows: ['n1>n2 udp 3 | udp 2 if calico/canal and linux | udp 1 if canal'],
  },
  {
    title: 'a statement that is too long goes on indented',
    flows: [
      between('a>b tcp/1'),
      between('a>b udp/51820', {
        when: { cni: 'canal', feature: 'wireguard', os: 'linux' },
        required: false,
      }),
    ],
    boxes: ['a', 'b'],
    arrows: ['n1>n2 tcp 1 | udp 51820 if canal and wireguard and | \u00a0\u00a0linux'],
  },
  {
    title: 'a condition in words is a mark only',
    flows: [between('a>b udp/1', { conditions: ['only in fog'], required: false })],
    boxes: ['a', 'b'],
    arrows: ['n1>n2 udp 1*'],
  },
  {
    title: 'what all flows of an arrow need is said once',
    flows: [
      between('a>b tcp/1', { when: { os: 'linux' }, required: false }),
      between('a>b udp/2', { when: { os: 'linux' }, required: false }),
    ],
    boxes: ['a', 'b'],
    arrows: ['n1>n2 tcp 1 | udp 2 | if linux'],
  },
  {
    title: 'traffic that stays on the node is an arrow back, and says so',
    flows: [between('a>a tcp/1', { local: true }), between('a>a tcp/2')],
    boxes: ['a'],
    arrows: ['n1>n1 tcp 2 | tcp 1 local'],
  },
  {
    title: 'ends that the same is said about share a box',
    flows: [between('a>c tcp/1'), between('b>c tcp/1'), between('c>d tcp/2')],
    boxes: ['a + b', 'c', 'd'],
    arrows: ['n1>n2 tcp 1', 'n2>n3 tcp 2'],
  },
  {
    title: 'other ports, other boxes',
    flows: [between('a>c tcp/1'), between('b>c tcp/2')],
    boxes: ['a', 'b', 'c'],
    arrows: ['n1>n3 tcp 1', 'n2>n3 tcp 2'],
  },
  {
    title: 'ends that talk to each other or to themselves do not share a box',
    flows: [between('a>a tcp/1'), between('b>b tcp/1'), between('c>d tcp/1'), between('d>c tcp/1')],
    boxes: ['a', 'b', 'c', 'd'],
    arrows: ['n1>n1 tcp 1', 'n2>n2 tcp 1', 'n3>n4 tcp 1', 'n4>n3 tcp 1'],
  },
  {
    title: 'a group stays a group and names its roles',
    flows: [between('lights>any tcp/1'), between('keepers>any tcp/1')],
    boxes: ['any', 'keepers (keeper, warden)', 'lights (keeper, lamp, warden)'],
    arrows: ['n2>n1 tcp 1', 'n3>n1 tcp 1'],
  },
  {
    title: 'words in place of ports, and nothing at all',
    flows: [
      between('a>b tcp/1', { protocol: null, ports: null, portText: 'as agreed' }),
      between('b>a tcp/1', { protocol: null, ports: null }),
    ],
    boxes: ['a', 'b'],
    arrows: ['n1>n2 as agreed', 'n2>n1 unspecified'],
  },
  {
    title: 'long lists go on in the next line',
    flows: [11111, 22222, 33333, 44444, 55555].map(port => between(`a>b tcp/${port}`)),
    boxes: ['a', 'b'],
    arrows: ['n1>n2 tcp 11111, 22222, 33333, 44444, | \u00a0\u00a055555'],
  },
]

for (const { title, flows, boxes, arrows } of cases) {
  test(title, () => {
    const picture = pictureOf(flows, groups)
    const shown = picture.boxes.map(({ names, members }) =>
      [names.join(' + '), ...(members.length > 0 ? [`(${members.join(', ')})`] : [])].join(' '),
    )
    assert.equal(shown, boxes)
    assert.equal(
      picture.arrows.map(({ from, to, lines }) => `${from}>${to} ${lines.join(' | ')}`),
      arrows,
    )
  })
}

test('every flow of an arrow is kept with it', () => {
  const { arrows } = pictureOf([between('a>b tcp/1'), between('a>b tcp/2')], [])
  assert.equal(
    arrows.map(({ flows }) => flows.map(({ id }) => id)),
    [['a>b tcp/1', 'a>b tcp/2']],
  )
})

test('the title is the deployment, or what is given', () => {
  const flows = [between('a>b tcp/1', { archived: true, versions: [{ first: '1.x', last: '1.x' }] })]
  assert.is(pictureOf(flows, []).title, 'light-1.x / house')
  assert.is(pictureOf(flows, [], 'The house').title, 'The house')
  assert.equal(pictureOf([], []), { title: 'No flows', boxes: [], arrows: [] })
})

test.run()
