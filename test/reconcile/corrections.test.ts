import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { CorrectionError, type CorrectionProblem, correct, select } from '../../reconcile/corrections.ts'
import type { Claim, Correction, Finding, WrittenCorrection } from '../../schema/types.ts'
import { finding } from '../check/report/build.ts'
import { claim, correction } from './build.ts'

const file = 'sources/pages/corrections.yaml'
const make = (claims: Claim[], corrections: Correction[], findings: Finding[] = []) =>
  correct(() => file, claims, select(corrections, claims, findings))

const wrong = claim({
  id: 'pages:2:1',
  ports: 379,
  source: ['etcd nodes'],
  destination: ['etcd nodes', 'worker nodes'],
  context: ['Ports', 'Outbound'],
  description: 'etcd client requests',
  direction: 'outbound',
})
const words = claim({ id: 'pages:3:1', kind: 'cell', protocol: null, ports: null, portText: 'see there' })
const claims = [wrong, words]
const set: WrittenCorrection['set'] = { direction: 'inbound' }

const selections: { title: string; where: WrittenCorrection['where']; expected: string[] }[] = [
  { title: 'a port', where: { ports: { first: 379, last: 379 } }, expected: ['pages:2:1'] },
  { title: 'half a range', where: { ports: { first: 379, last: 380 } }, expected: [] },
  { title: 'no port', where: { ports: null }, expected: ['pages:3:1'] },
  { title: 'words for a port', where: { portText: 'see there' }, expected: ['pages:3:1'] },
  { title: 'a protocol', where: { protocol: 'tcp' }, expected: ['pages:2:1'] },
  { title: 'a kind', where: { kind: 'cell' }, expected: ['pages:3:1'] },
  { title: 'a description', where: { description: 'etcd client requests' }, expected: ['pages:2:1'] },
  { title: 'no description', where: { description: null }, expected: ['pages:3:1'] },
  { title: 'some of the context', where: { context: ['Outbound'] }, expected: ['pages:2:1'] },
  { title: 'all of several headings', where: { context: ['Outbound', 'Inbound'] }, expected: [] },
  { title: 'all labels', where: { destination: ['etcd nodes', 'worker nodes'] }, expected: ['pages:2:1'] },
  { title: 'some of the labels', where: { destination: ['etcd nodes'] }, expected: [] },
  {
    title: 'the labels in another order',
    where: { destination: ['worker nodes', 'etcd nodes'] },
    expected: [],
  },
  { title: 'no source', where: { source: [] }, expected: ['pages:3:1'] },
  { title: 'several fields', where: { protocol: 'tcp', source: ['worker nodes'] }, expected: [] },
]

for (const { title, where, expected } of selections) {
  test(`selects by ${title}`, () => {
    const made = make(claims, [correction({ where, set, matches: expected.length })])
    assert.equal(made.problems, [])
    assert.equal(
      made.claims.filter(({ corrections }) => corrections.length > 0).map(({ claim }) => claim.id),
      expected,
    )
  })
}

test('sets values on a copy and leaves the claim as it is', () => {
  const before = structuredClone(wrong)
  const mend = correction({
    where: { protocol: 'tcp' },
    set: { ports: { first: 2379, last: 2379 }, destination: ['etcd nodes'] },
  })
  const [first, second] = make(claims, [mend]).claims
  assert.equal(wrong, before)
  assert.is(first?.literal, wrong)
  assert.equal(first?.claim, {
    ...wrong,
    ports: { first: 2379, last: 2379 },
    destination: [{ label: 'etcd nodes', implied: false }],
  })
  assert.equal(first?.corrections, ['mend'])
  assert.is(second?.claim, words)
})

test('takes values away', () => {
  const mend = correction({ where: { protocol: 'tcp' }, set: { ports: null, source: [], protocol: null } })
  const [first] = make(claims, [mend]).claims
  assert.equal([first?.claim.ports, first?.claim.source, first?.claim.protocol], [null, [], null])
})

test('several corrections of one claim go together, whatever their order', () => {
  const port = correction({
    id: 'port',
    where: { protocol: 'tcp' },
    set: { ports: { first: 2379, last: 2379 } },
  })
  // Looks for what the document says, not for what the first one made of it.
  const end = correction({ id: 'end', where: { ports: { first: 379, last: 379 } }, set: { source: [] } })
  assert.equal(make(claims, [port, end]), make(claims, [end, port]))
  assert.equal(make(claims, [port, end]).claims[0]?.corrections, ['end', 'port'])
})

const port = correction({ id: 'port', where: { protocol: 'tcp' }, set: { protocol: 'udp' } })

const mistakes: { title: string; corrections: Correction[]; problems: CorrectionProblem[] }[] = [
  {
    title: 'one that selects nothing',
    corrections: [correction({ where: { protocol: 'sctp' }, set })],
    problems: [{ file, correction: 'mend', fault: 'matches', expected: 1, found: 0 }],
  },
  {
    title: 'one that selects fewer than it says',
    corrections: [correction({ where: { kind: 'row' }, set, matches: 2 })],
    problems: [{ file, correction: 'mend', fault: 'matches', expected: 2, found: 1 }],
  },
  {
    title: 'one that sets what is there',
    corrections: [
      correction({ where: { protocol: 'tcp' }, set: { protocol: 'tcp', source: ['etcd nodes'] } }),
    ],
    problems: [{ file, correction: 'mend', fault: 'no-effect', expected: 1, found: 0 }],
  },
  {
    title: 'two that set the same field',
    corrections: [port, correction({ where: { kind: 'row' }, set: { protocol: null } })],
    problems: [
      { file, correction: 'port', fault: 'conflict', expected: 1, found: 0 },
      { file, correction: 'mend', fault: 'conflict', expected: 1, found: 0 },
    ],
  },
  {
    title: 'two of one name',
    corrections: [port, correction({ id: 'port', where: { kind: 'cell' }, set })],
    problems: [
      { file, correction: 'port', fault: 'duplicate-id', expected: 1, found: 2 },
      { file, correction: 'port', fault: 'duplicate-id', expected: 1, found: 2 },
    ],
  },
]

for (const { title, corrections, problems } of mistakes) {
  test(`reports ${title}`, () => assert.equal(make(claims, corrections).problems, problems))
}

const proposing = (values: Partial<Finding>) =>
  finding({ fingerprint: 'a'.repeat(16), claims: ['pages:2:1'], set: { protocol: 'udp' }, ...values })
const evidence = [{ document: 'a.md', line: 8, column: 9, note: '2379' }]
const accepting: Correction = { id: 'accepted', accept: 'a'.repeat(16), matches: 1 }

test('accepts a finding: values, reason and evidence are those of the finding', () => {
  const found = [proposing({ message: 'It should be UDP', evidence })]
  const [selection] = select([accepting], claims, found)
  assert.equal(
    [selection!.selected, selection!.set, selection!.reason, selection!.evidence],
    [[wrong], { protocol: 'udp' }, 'It should be UDP', evidence],
  )
  const { claims: made, problems } = make(claims, [accepting], found)
  assert.equal(problems, [])
  assert.equal([made[0]!.claim.protocol, made[0]!.corrections], ['udp', ['accepted']])
})

const unacceptable: { title: string; findings: Finding[]; problem: Partial<CorrectionProblem> }[] = [
  { title: 'is gone', findings: [], problem: { fault: 'finding', expected: 1, found: 0 } },
  {
    title: 'is another one now',
    findings: [proposing({ fingerprint: 'b'.repeat(16) })],
    problem: { fault: 'finding', expected: 1, found: 0 },
  },
  { title: 'proposes nothing', findings: [proposing({ set: undefined })], problem: { fault: 'no-value' } },
  {
    title: 'is about other claims than expected',
    findings: [proposing({ claims: ['pages:2:1', 'pages:3:1'] })],
    problem: { fault: 'matches', expected: 1, found: 2 },
  },
]
for (const { title, findings, problem } of unacceptable) {
  test(`reports an accepted finding that ${title}`, () => {
    const [found, ...others] = make(claims, [accepting], findings).problems
    assert.equal({ ...found, ...problem }, found)
    assert.equal(others, [])
  })
}

test('several findings are accepted together when they propose the same', () => {
  const other = proposing({ fingerprint: 'b'.repeat(16), claims: ['pages:3:1'] })
  const both: Correction = { id: 'both', accept: ['a'.repeat(16), 'b'.repeat(16)], matches: 2 }
  assert.equal(make(claims, [both], [proposing({}), other]).problems, [])
  const [problem] = make(claims, [both], [proposing({}), { ...other, set: { protocol: 'sctp' } }]).problems
  assert.is(problem!.fault, 'no-value')
})

test('the error names file, correction and both numbers', () => {
  const error = new CorrectionError([{ file, correction: 'port', fault: 'matches', expected: 2, found: 0 }])
  assert.instance(error, Error)
  assert.match(error.message, /^sources\/pages\/corrections\.yaml: port expects 2 .* finds 0/)
})

test.run()
