import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { findIpProtocols } from '../../../extract/interpret/fields/ip-protocols.ts'
import { findProtocols, parseProtocols } from '../../../extract/interpret/fields/protocols.ts'
import { defaultVocabulary } from '../../../extract/vocabulary/default.ts'

const vocabulary = defaultVocabulary()

const cells: { input: string; expected: string[] }[] = [
  { input: 'TCP', expected: ['tcp'] },
  { input: 'udp', expected: ['udp'] },
  { input: 'TCP/UDP', expected: ['tcp', 'udp'] },
  { input: 'UDP, TCP', expected: ['tcp', 'udp'] },
  { input: 'UDP and SCTP', expected: ['sctp', 'udp'] },
  { input: 'TCP\nUDP', expected: ['tcp', 'udp'] },
  { input: 'HTTPS', expected: ['tcp'] },
  { input: 'HTTP/HTTPS', expected: ['tcp'] },
  { input: 'HTTPS (TCP)', expected: ['tcp'] },
  { input: 'TCP 和 UDP', expected: ['tcp', 'udp'] },
  { input: 'All', expected: ['all'] },
  { input: 'any', expected: ['all'] },
  { input: '所有', expected: ['all'] },
  { input: 'ICMP', expected: ['icmp'] },
  { input: 'IP-in-IP', expected: ['ipip'] },
  { input: 'ESP', expected: ['esp'] },
  { input: 'semaphore', expected: [] },
  { input: 'Tcpdump', expected: [] },
  { input: '-', expected: [] },
  { input: 'n/a', expected: [] },
  { input: '', expected: [] },
]

for (const { input, expected } of cells) {
  test(`protocols: ${JSON.stringify(input)}`, () =>
    assert.equal(parseProtocols(input, vocabulary).protocols, expected))
}

test('a cell that names nobody has no words; others are kept on one line', () => {
  assert.is(parseProtocols('—', vocabulary).text, null)
  assert.is(parseProtocols('', vocabulary).text, null)
  assert.is(parseProtocols('TCP\nUDP', vocabulary).text, 'TCP UDP')
  assert.is(parseProtocols('semaphore', vocabulary).text, 'semaphore')
})

test('joined words are one mention, with its place', () => {
  const found = findProtocols('TCP / UDP 53, then sctp', vocabulary)
  assert.equal(
    found.map(({ protocols, text, start, end }) => [protocols, text, start, end]),
    [
      [['tcp', 'udp'], 'TCP / UDP', 0, 9],
      [['sctp'], 'sctp', 19, 23],
    ],
  )
})

const numbered: { input: string; expected: string[] }[] = [
  { input: 'IP protocol 4', expected: ['ipip'] },
  { input: 'IP protocol number 50', expected: ['esp'] },
  { input: 'protocol ID 112', expected: ['vrrp'] },
  { input: 'IP protocol IDs 50 and 51', expected: ['esp', 'ah'] },
  { input: 'IP protocol 200', expected: ['ip-200'] },
  { input: 'protocol 50', expected: [] },
  { input: 'TCP 50', expected: [] },
]

for (const { input, expected } of numbered) {
  test(`IP protocols: ${input}`, () => {
    const found = findIpProtocols(input, vocabulary)
    assert.equal(
      found.map(({ protocol }) => protocol),
      expected,
    )
  })
}

test.run()
