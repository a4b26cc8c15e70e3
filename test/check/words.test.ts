import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { check, type Rule } from '../../check/index.ts'
import { misspeltWord } from '../../check/rules/words/misspelt-word.ts'
import { unbalancedBracket } from '../../check/rules/words/unbalanced-bracket.ts'
import { runs } from '../runs.ts'

/** A page that states a port: words of other pages are not looked at. */
const found = async (rule: Rule, text: string) =>
  (await check([{ path: 'page.md', text: `Open TCP port 80.\n\n${text}` }], [rule])).findings

const names = ['iptables', 'kubelet', 'apiserver', 'livenessProbe', 'protocol', 'firewall', 'clusters']

test('a name that lost a letter is found, and the suggestion restores it', async () => {
  const slips = fc
    .constantFrom(...names)
    .chain(name => fc.nat({ max: name.length - 1 }).map(at => ({ name, at })))
    .filter(({ name, at }) => name[at] !== '-' && name.slice(0, at) + name.slice(at + 1) !== 'cluster')
  await fc.assert(
    fc.asyncProperty(slips, async ({ name, at }) => {
      const findings = await found(
        misspeltWord,
        `Open it for the ${name.slice(0, at)}${name.slice(at + 1)} here.`,
      )
      assert.equal(
        findings.map(({ suggestion }) => suggestion?.replacement?.toLowerCase()),
        [name.toLowerCase()],
      )
    }),
    runs(100),
  )
})

test('words that only look like a name are left alone', async () => {
  for (const text of [
    'The snapshotter runs in overlayfs mode, the hosts are firewalled, and elects a leader.',
    'The keepalives are mlocked; see the manpages of xtables and of launchd, or the sever below.',
    'Use https://exmple.io/ptables, /etc/ptables and --ptables.',
    'Der Datenverkehr zwischen den Servern und dem Clustern, mit dem Protokol des Herstellers.',
    'Le trafic entre les serveurs et le cluster est chiffré par le protocole.',
    'El protocolo que usan los nodos para la instalacion del servidor.',
    'Linked services are contained in a balanced overlay; we serve and schedule one metric.',
    'A clust, a clust and a clust. The ptables, ptables and ptables of ours.',
  ])
    assert.equal(await found(misspeltWord, text), [], text)
})

test('capitals stay, and markup inside a word is left to its author', async () => {
  const replacements = async (text: string) =>
    (await found(misspeltWord, text)).map(({ suggestion }) => suggestion?.replacement)
  assert.equal(await replacements('Hosted Clustes'), ['Clusters'])
  assert.equal(await replacements('the kuberntes nodes'), ['kubernetes'])
  assert.equal(await replacements('of **clus**tes'), [null])
  assert.equal(await replacements('run `kubelt` or [the kubelt](kubelt.md)'), [null, null])
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

test('closed brackets are not reported, and a lost one is', async () => {
  await fc.assert(
    fc.asyncProperty(balanced, fc.nat(), async (text, n) => {
      assert.equal(await found(unbalancedBracket, text), [])
      const brackets = [...text.matchAll(/[()（）]/g)].map(({ index }) => index)
      if (brackets.length === 0) return
      const lost = brackets[n % brackets.length]!
      assert.is((await found(unbalancedBracket, text.slice(0, lost) + text.slice(lost + 1))).length, 1)
    }),
    runs(100),
  )
})

test('brackets that are none', async () => {
  for (const text of [
    'a) first, b) second',
    'iv) fourth',
    'all done :-)',
    '[0, 1) and (0, 1]',
    'see note *)',
  ])
    assert.equal(await found(unbalancedBracket, text), [], text)
})

test.run()
