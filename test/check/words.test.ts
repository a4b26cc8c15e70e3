import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from 'yaml'
import { fix } from '../../check/fix.ts'
import { check, type Rule } from '../../check/index.ts'
import { loneBrackets } from '../../check/rules/words/brackets.ts'
import { asWritten } from '../../check/rules/words/case.ts'
import { Neighbours, slipsBetween } from '../../check/rules/words/edits.ts'
import { nounForms, verbForms } from '../../check/rules/words/inflect.ts'
import { lexicon } from '../../check/rules/words/lexicon.ts'
import { misspeltWord } from '../../check/rules/words/misspelt-word.ts'
import { unbalancedBracket } from '../../check/rules/words/unbalanced-bracket.ts'
import { wordsOf } from '../../check/rules/words/words.ts'
import { slipBetween } from '../../check/survey/slips/distance.ts'
import { runs } from '../runs.ts'

const read = (name: string) =>
  parse(readFileSync(new URL(`../../check/vocabulary/${name}.yaml`, import.meta.url), 'utf8'))

function found(rule: Rule, text: string) {
  return check([{ path: 'page.md', text }], [rule]).findings
}

/** Words of few letters, so that slips between them are frequent. */
const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 })

test('slips are counted as few as they can be', () => {
  fc.assert(
    fc.property(word, word, (a, b) => {
      const slips = slipsBetween(a, b, 9)
      assert.is(slips, slipsBetween(b, a, 9))
      assert.is(slips === 0, a === b)
      assert.ok(slips >= Math.abs(a.length - b.length) && slips <= Math.max(a.length, b.length))
    }),
  )
})

test('one slip is one slip', () => {
  for (const [wrong, right] of [
    ['worer', 'worker'],
    ['workker', 'worker'],
    ['wrorker', 'worker'],
    ['wokrer', 'worker'],
    ['morker', 'worker'],
  ] as const)
    assert.is(slipsBetween(wrong, right, 2), 1, wrong)
  assert.is(slipsBetween('kubernates', 'kubernetes', 2), 1)
  assert.is(slipsBetween('tragging', 'traffic', 2), 3, 'further than asked for')
})

test('neighbours are those that are as near, and no others', () => {
  fc.assert(
    fc.property(fc.array(word), word, fc.constantFrom(1, 2), (words, one, slips) => {
      const near = new Neighbours(words, slips).of(one)
      const expected = [...new Set(words)].filter(other => slipsBetween(one, other, slips) <= slips)
      assert.equal(near.toSorted(), expected.toSorted())
    }),
  )
})

test('words keep their letters, small or capital', () => {
  for (const { like, word, expected } of [
    { like: 'Clustes', word: 'clusters', expected: 'Clusters' },
    { like: 'CLUSTES', word: 'clusters', expected: 'CLUSTERS' },
    { like: 'livenesProbe', word: 'livenessProbe', expected: 'livenessProbe' },
    { like: 'kuberntes', word: 'Kubernetes', expected: 'kubernetes' },
    { like: 'ptables', word: 'iptables', expected: 'iptables' },
  ])
    assert.is(asWritten(like, word), expected)
})

test('forms of words', () => {
  assert.equal(nounForms('proxy'), ['proxy', 'proxies'])
  assert.equal(nounForms('switch'), ['switch', 'switches'])
  assert.equal(nounForms('gateway'), ['gateway', 'gateways'])
  assert.equal(verbForms('schedule'), ['schedule', 'schedules', 'scheduled', 'scheduling'])
  assert.equal(verbForms('permit', true), ['permit', 'permits', 'permitted', 'permitting'])
  assert.equal(verbForms('verify'), ['verify', 'verifies', 'verified', 'verifying'])
})

test('words are told from addresses, paths and options', () => {
  const text =
    'Open `kube-apiserver` at git.example.io:443, /etc/hosts, --secure-port or TCP/UDP (IPv6, 80TCP).'
  const words = wordsOf({ text, at: [...text].map((_, i) => i), runs: [] })
  const plain = words.filter(({ within }) => within === '').map(({ text }) => text)
  assert.equal(plain, ['Open', 'at', 'or', 'TCP', 'UDP', 'IPv6'].toSpliced(1, 0, 'kube', 'apiserver'))
  assert.equal([...new Set(words.map(({ within }) => within))].filter(Boolean), [
    'git.example.io:443',
    '/etc/hosts',
    '--secure-port',
  ])
})

test('the vocabulary has no idle words', () => {
  const { ordinary, slips } = read('ordinary') as { ordinary: string[]; slips: Record<string, string> }
  assert.is(new Set(ordinary).size, ordinary.length, 'each once')
  const terms = ordinary.filter(word => lexicon().isTerm(word))
  assert.equal(terms, [], 'no term is listed as an ordinary word')
  const idle = ordinary.filter(word => lexicon().near(word).length === 0)
  assert.equal(idle, [], 'every ordinary word is near a term')
  const right = Object.keys(slips).filter(word => lexicon().isTerm(word) || lexicon().isOrdinary(word))
  assert.equal(right, [], 'no slip is a right word')
})

const { names, nouns } = read('terms') as { names: Record<string, string[]>; nouns: string[] }
const long = [...Object.values(names).flat(), ...nouns].filter(term => /^\p{L}{7,}$/u.test(term))

const isRight = (word: string) => lexicon().isTerm(word) || lexicon().isOrdinary(word)
/** Whether a word is what several terms become when a letter is lost: `intrnet`. */
const isTwofold = (slip: string) =>
  lexicon()
    .near(slip)
    .filter(term => slipBetween(slip, term) === 'dropped').length > 1

test('a long term that lost a letter is found and mended', () => {
  const slips = fc.constantFrom(...long).chain(term =>
    fc
      .nat({ max: term.length - 1 })
      .map(at => ({ term, slip: term.slice(0, at) + term.slice(at + 1) }))
      .filter(({ slip }) => !isRight(slip.toLowerCase()) && !isTwofold(slip.toLowerCase())),
  )
  fc.assert(
    fc.property(slips, ({ term, slip }) => {
      const text = `Open the port for the ${slip} of this site.`
      const mended = found(misspeltWord, text).map(finding => fix(text, [finding]).text)
      assert.equal(mended, [`Open the port for the ${term} of this site.`])
    }),
    runs(300),
  )
})

test('a word with markup in it is told and left to its author', () => {
  const findings = found(misspeltWord, 'The nodes of **clus**tes and of other clusters, hosted clusters.')
  assert.equal(
    findings.map(({ message, suggestion }) => [message, suggestion]),
    [['“clustes” should be “clusters”', null]],
  )
})

test('between two right words nothing is certain', () => {
  const findings = found(misspeltWord, 'Open the port for the intrnet of this site.')
  assert.equal(
    findings.map(({ severity }) => severity),
    ['warning'],
  )
})

test('right words are no slips, whatever stands beside them', () => {
  const { ordinary } = read('ordinary') as { ordinary: string[] }
  const right = fc.constantFrom(...long, ...ordinary, 'the', 'of', 'and')
  fc.assert(
    fc.property(fc.array(right, { minLength: 1, maxLength: 12 }), words => {
      assert.equal(found(misspeltWord, `${words.join(' ')}.`), [])
    }),
    runs(200),
  )
})

test('pages in other languages are left alone', () => {
  for (const text of [
    'Der Datenverkehr zwischen den Servern und dem Clustern ist mit dem Protokol des Herstellers verschlüsselt.',
    'Le trafic entre les serveurs et le cluster est chiffré par le protocole qui est choisi dans la configuration.',
    'El protocolo que usan los nodos para la comunicación con el servidor es el de la instalacion.',
  ])
    assert.equal(found(misspeltWord, text), [])
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

const rich = (text: string) => ({ text, at: Array.from(text, (_, i) => i), runs: [] })

test('closed brackets are not told, and a lost one is', () => {
  fc.assert(
    fc.property(balanced, fc.nat(), (text, n) => {
      assert.equal(loneBrackets(rich(text)), [])
      const brackets = [...text.matchAll(/[()（）]/g)].map(({ index }) => index)
      if (brackets.length === 0) return
      const lost = brackets[n % brackets.length]!
      assert.is(loneBrackets(rich(text.slice(0, lost) + text.slice(lost + 1))).length, 1)
    }),
  )
})

test('brackets that are none', () => {
  for (const text of [
    '1) first',
    'a) first, b) second',
    'iv) fourth',
    'all done :-) or not :(',
    '[0, 1) and (0, 1]',
  ])
    assert.equal(loneBrackets(rich(text)), [], text)
})

test('a bracket that is closed behind a list or code block is closed', () => {
  const text = 'Open these (they are\n\n- one\n- two\n\n```sh\nls\n```\n\nand no others).'
  assert.equal(found(unbalancedBracket, text), [])
})

test('a lost bracket is put back where the same words have it', () => {
  const cell = 'daemon port (only needed with TLS, or both) of nodes'
  const page = (other: string) => `| Port | Use |\n| --- | --- |\n| 1 | ${cell} |\n| 2 | ${other} |\n`
  for (const [at] of ['(', ')'].map(bracket => [cell.indexOf(bracket)] as const)) {
    const text = page(cell.slice(0, at) + cell.slice(at + 1))
    const findings = found(unbalancedBracket, text)
    assert.is(findings.length, 1)
    assert.is(fix(text, findings).text, page(cell))
  }
})

test.run()
