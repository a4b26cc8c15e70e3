import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { findEnds } from '../../../extract/interpret/fields/sentence-ends.ts'
import { findPortPhrases, type PortPhrase } from '../../../extract/interpret/fields/sentence-ports.ts'
import { defaultVocabulary } from '../../../extract/vocabulary/default.ts'
import { showPorts } from '../helpers.ts'

const vocabulary = defaultVocabulary()

/** `500/udp 4500/udp` */
function show({ ports }: PortPhrase): string {
  const named = (protocols: string[]) => (protocols.length > 0 ? `/${[...protocols].sort().join('+')}` : '')
  return ports.map(port => showPorts(port) + named(port.protocols)).join(' ')
}

const phrases: { input: string; expected: string[] }[] = [
  { input: 'port 443', expected: ['443'] },
  { input: 'Ports 80 and 443', expected: ['80 443'] },
  { input: 'ports 2379, 2380, and 2381', expected: ['2379 2380 2381'] },
  { input: 'port range 30000-32767', expected: ['30000-32767'] },
  { input: 'ports 4000 to 4010', expected: ['4000-4010'] },
  { input: 'TCP port 443', expected: ['443/tcp'] },
  { input: 'TCP/UDP port 53', expected: ['53/tcp+udp'] },
  { input: 'UDP 8472', expected: ['8472/udp'] },
  { input: 'port 9090/udp', expected: ['9090/udp'] },
  { input: 'TCP ports 80 and 443, and UDP port 8472', expected: ['80/tcp 443/tcp 8472/udp'] },
  { input: 'the port is 443', expected: [] },
  { input: 'page 443', expected: [] },
  { input: 'a port for 3 cranes', expected: [] },
  { input: 'port 70000', expected: [] },
  { input: 'important 443', expected: [] },
  { input: '端口 6443', expected: ['6443'] },
  { input: 'UDP 端口 8472', expected: ['8472/udp'] },
  { input: 'a port for cranes, 80, 443 and 8080 TCP', expected: ['80/tcp 443/tcp 8080/tcp'] },
  { input: 'a port, 80-90, 443-450 and 8080-8090 for TCP', expected: [] },
  { input: 'a port, 80-90, 443-450 and 8080-8090 UDP', expected: ['80-90/udp 443-450/udp 8080-8090/udp'] },
  { input: '80/udp, 443/udp, TCP port 22', expected: ['80/udp 443/udp 22/tcp'] },
  { input: 'a port of 10.0.0.1, 443 TCP', expected: ['443/tcp'] },
  { input: '1234567 TCP', expected: [] },
  { input: '80、443 和 30000-32767 端口', expected: ['80 443 30000-32767'] },
]

for (const { input, expected } of phrases) {
  test(`port phrases: ${input}`, () => {
    const found = findPortPhrases(input, vocabulary)
    assert.equal(found.map(show), expected)
    for (const port of found.flatMap(phrase => phrase.ports))
      assert.is(Number.parseInt(input.slice(port.start, port.end), 10), port.first)
  })
}

const ends: { input: string; expected: string }[] = [
  { input: 'The quay needs port 443 to be accessible by all ferries.', expected: 'all ferries > quay' },
  { input: 'Port 443 on the quay must be reachable by the ferries.', expected: 'ferries > quay' },
  { input: 'The cranes must be able to reach the locks over UDP port 8472.', expected: 'cranes > locks' },
  { input: 'Pilots use TCP port 22 to reach the quays.', expected: 'Pilots > quays' },
  { input: 'Ferries connect to the tower on port 9345.', expected: 'Ferries > tower' },
  { input: 'Traffic on port 179 flows from the cranes to the locks.', expected: 'cranes > locks' },
  { input: 'Ports 2379 and 2380 are confined to the locks.', expected: 'locks > locks' },
  { input: 'Ports 30000-32767 are shared among the sluice nodes.', expected: 'sluice nodes > sluice nodes' },
  { input: 'Open ports 80 and 443 on the gate house.', expected: ' > gate house' },
  { input: 'TCP port 10250 must be open on the quay when it rains.', expected: ' > quay' },
  { input: 'Port 10250 must be reachable from the keepers.', expected: 'keepers > ' },
  { input: 'The tide clock carries port 9099.', expected: ' > ' },
  { input: '码头节点需要端口 6443 才能被所有渡轮访问。', expected: '所有渡轮 > 码头节点' },
  { input: '渡轮必须能够通过 UDP 端口 8472 访问起重机。', expected: '渡轮 > 起重机' },
  { input: '在灯塔节点上打开端口 443。', expected: ' > 灯塔节点' },
]

for (const { input, expected } of ends) {
  test(`ends: ${input}`, () => {
    const { source, destination, pattern } = findEnds(input, findPortPhrases(input, vocabulary), vocabulary)
    assert.is(`${source.join()} > ${destination.join()}`, expected)
    assert.is(pattern, expected === ' > ' ? 'sentence-ports' : 'sentence')
  })
}

test.run()
