import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { findPorts, type PortMention } from '../../../extract/interpret/fields/ports.ts'
import { defaultVocabulary } from '../../../extract/vocabulary/default.ts'
import { showPorts } from '../helpers.ts'

const vocabulary = defaultVocabulary()

/** `2379-2380/tcp+udp (note)` */
function show({ first, last, protocols, note }: PortMention): string {
  const beside = protocols.length > 0 ? `/${protocols.join('+')}` : ''
  return `${showPorts({ first, last })}${beside}${note ? ` (${note})` : ''}`
}

const cases: { title: string; input: string; expected: string[] }[] = [
  { title: 'nothing', input: '', expected: [] },
  { title: 'words', input: 'as agreed', expected: [] },
  { title: 'one port', input: '443', expected: ['443'] },
  { title: 'the first port and the last', input: '0, 65535', expected: ['0', '65535'] },
  { title: 'beyond the last port', input: '65536, 70000, 123456', expected: [] },
  { title: 'a range that ends beyond the last port', input: '1-70000', expected: [] },
  { title: 'a comma', input: '80, 443,8080', expected: ['80', '443', '8080'] },
  {
    title: 'other separators',
    input: '80/443;8080 and 8443、9000',
    expected: ['80', '443', '8080', '8443', '9000'],
  },
  { title: 'lines and list items', input: '80\n443\f8080', expected: ['80', '443', '8080'] },
  { title: 'the same port twice', input: '443, 443', expected: ['443', '443'] },
  { title: 'words around', input: 'default: 6443.', expected: ['6443'] },

  { title: 'a range', input: '2379-2380', expected: ['2379-2380'] },
  { title: 'a range with blanks', input: '2379 - 2380', expected: ['2379-2380'] },
  {
    title: 'dashes of every length',
    input: '1‐2 3‑4 5–6 7—8 9−10',
    expected: ['1-2', '3-4', '5-6', '7-8', '9-10'],
  },
  {
    title: 'tildes and dots',
    input: '1~2 3～4 5〜6 7..8 9...10',
    expected: ['1-2', '3-4', '5-6', '7-8', '9-10'],
  },
  {
    title: 'words for a range',
    input: '1 to 2, 3 through 4, 5至6, 7到8',
    expected: ['1-2', '3-4', '5-6', '7-8'],
  },
  { title: 'a range over two lines, dash above', input: '30000-\n32767', expected: ['30000-32767'] },
  { title: 'a range over two lines, dash below', input: '30000\n-32767', expected: ['30000-32767'] },
  { title: 'ranges and ports', input: '80, 9000-9005, 22', expected: ['80', '9000-9005', '22'] },

  { title: 'protocol before', input: 'TCP 443', expected: ['443/tcp'] },
  { title: 'protocol behind', input: '443 TCP', expected: ['443/tcp'] },
  { title: 'protocol behind a slash', input: '6641/tcp, 6642/udp', expected: ['6641/tcp', '6642/udp'] },
  { title: 'protocol in brackets', input: '53 (UDP)', expected: ['53/udp'] },
  { title: 'one protocol behind several ports', input: '80, 443 TCP', expected: ['80/tcp', '443/tcp'] },
  {
    title: 'one protocol before several ports',
    input: 'UDP 500 and 4500',
    expected: ['500/udp', '4500/udp'],
  },
  { title: 'two protocols behind', input: '53 TCP/UDP', expected: ['53/tcp+udp'] },
  {
    title: 'each its own, before',
    input: 'TCP: 80, 443; UDP: 53',
    expected: ['80/tcp', '443/tcp', '53/udp'],
  },
  { title: 'each its own, behind', input: '443 TCP, 8472 UDP', expected: ['443/tcp', '8472/udp'] },
  { title: 'only the last has one', input: '22\n53 UDP', expected: ['22/udp', '53/udp'] },

  { title: 'a note', input: '8080 (web)', expected: ['8080 (web)'] },
  { title: 'a note behind the protocol', input: '8080 TCP (web)', expected: ['8080/tcp (web)'] },
  { title: 'a note in wide brackets', input: '8080（网页）', expected: ['8080 (网页)'] },
  { title: 'notes for each', input: '80 (one), 81 (two)', expected: ['80 (one)', '81 (two)'] },

  { title: 'addresses', input: '192.0.2.7, 192.0.2.0/24, 192.0.2.7:443', expected: [] },
  { title: 'long addresses', input: '2001:db8:1:2:3:4:5:6/64, ::1, ::ffff/96', expected: [] },
  { title: 'versions', input: 'v1.2.3, 1.24, 10.0.1', expected: [] },
  { title: 'host names', input: 'node7, quay-2.example.org, ns1.example', expected: [] },
  { title: 'web addresses', input: 'https://quay.example:8443/80', expected: [] },
  { title: 'sizes, parts and times', input: '16 GB, 50%, 20ms', expected: [] },
  { title: 'a number longer than any port, with a unit', input: '12345678%, 80', expected: ['80'] },
  {
    title: 'brackets behind the last of several',
    input: '80, 81(TCP), 82 UDP',
    expected: ['80', '81/tcp', '82/udp'],
  },
  { title: 'a port after an address', input: '192.0.2.7 443', expected: ['443'] },
  { title: 'numbers in words', input: '802_1x, x86', expected: [] },
]

for (const { title, input, expected } of cases) {
  test(`ports: ${title}`, () => {
    const found = findPorts(input, vocabulary)
    assert.equal(found.map(show), expected)
    for (const { first, last, start, end } of found) {
      const numbers = input.slice(start, end).match(/\d+/g)!.map(Number)
      assert.equal([numbers[0], numbers.at(-1)], [first, last], 'the place holds the numbers')
    }
  })
}

test('the protocol is kept as written', () => {
  assert.is(findPorts('53 Udp / tcp', vocabulary)[0]!.protocolText, 'Udp / tcp')
  assert.is(findPorts('53', vocabulary)[0]!.protocolText, null)
})

test.run()
