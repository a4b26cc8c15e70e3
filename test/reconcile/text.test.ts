import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { escapeLiteral, fold, normalize, shorten, wholeWords } from '../../reconcile/text.ts'

const normalized: [string, string][] = [
  ['  etcd\t Nodes ', 'etcd nodes'],
  ['Load Balancer / Reverse Proxy', 'load balancer/reverse proxy'],
  ['Ｗｏｒｋｅｒ（节点）：', 'worker(节点)'],
  ['node(s)', 'nodes'],
  ['any node, created so.', 'any node, created so'],
  ['集群节点。', '集群节点'],
  ['`rancher-nodes`', 'rancher-nodes'],
]

for (const [text, expected] of normalized) {
  test(`"${text}" is compared as "${expected}"`, () => assert.is(normalize(text), expected))
}

const pairs: [string, string][] = [
  ['Nodes', 'node'],
  ['API Requests', 'api request'],
  ['IP addresses', 'ip address'],
  ['proxies', 'proxy'],
  ['K3s servers', 'k3s server'],
  ['Ingress', 'ingress'],
]

for (const [one, other] of pairs) {
  test(`"${one}" and "${other}" are the same words`, () => assert.is(fold(one), fold(other)))
}

test('normalised text stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), text => normalize(normalize(text)) === normalize(text)),
  )
})

const shortened: [string, number, string][] = [
  ['only if all is well', 5, 'only if all is well'],
  ['only if all is very well', 5, 'only if all is very …'],
  ['仅限 Linux 节点使用', 4, '仅限 Linux 节 …'],
]

for (const [text, words, expected] of shortened) {
  test(`"${text}" in ${words} words`, () => assert.is(shorten(text, words), expected))
}

test('whole words end at other letters, and anywhere among Chinese', () => {
  assert.ok(wholeWords('canal').test('the canal cni'))
  assert.not(wholeWords('canal').test('canals'))
  assert.ok(wholeWords('节点').test('所有节点都'))
})

test('an escaped literal matches itself alone', () => {
  fc.assert(fc.property(fc.string(), text => new RegExp(`^${escapeLiteral(text)}$`, 'u').test(text)))
})

test.run()
