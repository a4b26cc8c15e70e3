import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { check, type Rule } from '../../check/index.ts'
import { misspeltWord } from '../../check/rules/words/misspelt-word.ts'
import { unbalancedBracket } from '../../check/rules/words/unbalanced-bracket.ts'

/** A page that states a port: words of other pages are not looked at. */
const found = (rule: Rule, text: string) =>
  check([{ path: 'page.md', text: `Open TCP port 80.\n\n${text}` }], [rule]).findings

const names = ['iptables', 'kubelet', 'kube-apiserver', 'livenessProbe', 'Prometheus', 'firewall', 'clusters']

test('a name that lost a letter is found, and the suggestion restores it', () => {
  const slips = fc
    .constantFrom(...names)
    .chain(name => fc.nat({ max: name.length - 1 }).map(at => ({ name, at })))
    .filter(({ name, at }) => name[at] !== '-' && name.slice(0, at) + name.slice(at + 1) !== 'cluster')
  fc.assert(
    fc.property(slips, ({ name, at }) => {
      const findings = found(misspeltWord, `Open it for the ${name.slice(0, at)}${name.slice(at + 1)} here.`)
      assert.equal(
        findings.map(({ suggestion }) => suggestion?.replacement?.toLowerCase()),
        [name.toLowerCase()],
      )
    }),
  )
})

test('words that only look like a name are left alone', () => {
  for (const text of [
    'The snapshotter runs in overlayfs mode, the hosts are firewalled, and elects a leader.',
    'The keepalives are mlocked; see the manpages of xtables and of launchd, or the sever below.',
    'Use https://exmple.io/ptables, /etc/ptables and --ptables.',
    'Der Datenverkehr zwischen den Servern und dem Clustern, mit dem Protokol des Herstellers.',
    'Le trafic entre les serveurs et le cluster est chiffré par le protocole.',
    'El protocolo que usan los nodos para la instalacion del servidor.',
    'A clust, a clust and a clust. The ptables, ptables and ptables of ours.',
  ])
    assert.equal(found(misspeltWord, text), [], text)
})

test('capitals stay, and markup inside a word is left to its author', () => {
  const replacements = (text: string) =>
    found(misspeltWord, text).map(({ suggestion }) => suggestion?.replacement)
  assert.equal(replacements('Hosted Clustes'), ['Clusters'])
  assert.equal(replacements('the kuberntes nodes'), ['kubernetes'])
  assert.equal(replacements('of **clus**tes'), [undefined])
})

/** Text with brackets that are all closed. */
const balanced: fc.Arbitrary<string> = fc.letrec(tie => ({
  text: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('ports', 'of the nodes', 'TCP 443,', '节点'),
    fc
      .tuple(tie('text'), fc.constantFrom('()', '（）', '（)'), tie('text'))
      .map(([before, pair, inner]) => `${before} ${pair[0]}the ${inner} all${pair[1]} rest`),
  ),
})).text as fc.Arbitrary<string>

test('closed brackets are not reported, and a lost one is', () => {
  fc.assert(
    fc.property(balanced, fc.nat(), (text, n) => {
      assert.equal(found(unbalancedBracket, text), [])
      const brackets = [...text.matchAll(/[()（）]/g)].map(({ index }) => index)
      if (brackets.length === 0) return
      const lost = brackets[n % brackets.length]!
      assert.is(found(unbalancedBracket, text.slice(0, lost) + text.slice(lost + 1)).length, 1)
    }),
  )
})

test('brackets that are none', () => {
  for (const text of [
    'a) first, b) second',
    'iv) fourth',
    'all done :-)',
    '[0, 1) and (0, 1]',
    'see note *)',
  ])
    assert.equal(found(unbalancedBracket, text), [], text)
})

test.run()
