import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { noOutline } from '../../../extract/hypotheses/outline.ts'
import { subjectOf } from '../../../extract/hypotheses/subject.ts'
import type { Frame } from '../../../extract/interpret/walk.ts'
import { defaultVocabulary } from '../../../extract/vocabulary/default.ts'
import { richOf } from '../helpers.ts'

const vocabulary = defaultVocabulary()
/** A page whose running text uses the words of its leads as names. */
const outline = { ...noOutline, mentions: (label: string) => label === 'beacon' }

const frame = (text: string): Frame => ({ kind: 'heading', text, level: 2, end: 0, repairs: [] })

interface Case {
  title: string
  headings: string[]
  lead?: string
  expected: string | null
}

const cases: Case[] = [
  { title: 'no heading', headings: [], expected: null },
  { title: 'a node', headings: ['Quay nodes'], expected: 'Quay nodes' },
  { title: 'rules removed', headings: ['Inbound rules for quay nodes'], expected: 'quay nodes' },
  { title: 'rules behind', headings: ['quay nodes - Outbound Rules'], expected: 'quay nodes' },
  { title: 'articles removed', headings: ['Ports required by the quay server'], expected: 'quay server' },
  { title: 'the nearest', headings: ['Quay nodes', 'Crane nodes'], expected: 'Crane nodes' },
  { title: 'a direction skipped', headings: ['Quay nodes', 'Inbound rules'], expected: 'Quay nodes' },
  { title: 'words skipped', headings: ['Quay nodes', 'Reference'], expected: 'Quay nodes' },
  {
    title: 'an activity',
    headings: ['Ports'],
    lead: 'The ports are used by beacon dimming.',
    expected: null,
  },
  { title: 'an activity in a heading', headings: ['Beacon dimming', 'Inbound'], expected: null },
  { title: 'what ports serve', headings: ['Ports used for beacons'], expected: null },
  { title: 'a machine that ports serve', headings: ['Ports used for quay nodes'], expected: 'quay nodes' },
  { title: 'no node at all', headings: ['Reference'], expected: null },
  {
    title: 'no kind of node, direction below',
    headings: ['Beacons', 'Inbound'],
    expected: 'Beacons',
  },
  { title: 'no kind of node, no direction', headings: ['Beacons', 'Ports'], expected: null },
  { title: 'a task', headings: ['Opening ports on servers'], expected: null },
  {
    title: 'the sentence above',
    headings: ['Reference'],
    lead: 'The beacon uses the following ports:',
    expected: 'beacon',
  },
  {
    title: 'where ports are open',
    headings: ['Reference'],
    lead: 'The following ports must be open on each beacon:',
    expected: 'beacon',
  },
  {
    title: 'a sentence about nobody',
    headings: ['Reference'],
    lead: 'It uses the following ports:',
    expected: null,
  },
  { title: 'Chinese', headings: ['码头节点', '入站规则'], expected: '码头节点' },
  { title: 'Chinese in one', headings: ['码头节点的入站规则'], expected: '码头节点' },
  { title: 'among themselves', headings: ['Ports between lock nodes'], expected: 'lock nodes > lock nodes' },
  {
    title: 'both ends',
    headings: ['Lock servers to sluice servers'],
    expected: 'Lock servers > sluice servers',
  },
  {
    title: 'a security group named in the sentence above',
    headings: ['Harbor security group'],
    lead: 'Make a security group named <code>harbor-quay</code> first.',
    expected: 'harbor-quay',
  },
  {
    title: 'a security group in Chinese',
    headings: ['安全组'],
    lead: '创建名为 <code>harbor-quay</code> 的安全组。',
    expected: 'harbor-quay',
  },
  { title: 'a security group without a name', headings: ['Security group'], lead: 'Rules:', expected: null },
  {
    title: 'access to each other',
    headings: ['Lock nodes access to each other:'],
    expected: 'Lock nodes > Lock nodes',
  },
  {
    title: 'access of one to the other',
    headings: ['Ferry access to messaging servers'],
    expected: 'Ferry > messaging servers',
  },
  { title: 'a heading with a verb', headings: ['What Quayside needs open'], expected: 'Quayside' },
  {
    title: 'who reaches the ports',
    headings: ['Ports'],
    lead: 'These ports are open to the Internet by default:',
    expected: 'Internet',
  },
  {
    title: 'a group for a machine',
    headings: ['Outbound'],
    lead: 'The security group for the crane host includes the following rules.',
    expected: 'crane host',
  },
  {
    title: 'the source given below',
    headings: ['Outbound'],
    lead: 'The source address is the crane host.',
    expected: 'crane host',
  },
  { title: 'a variant', headings: ['Without load balancer (direct)'], expected: null },
  {
    title: 'an adjective left of its noun',
    headings: ['Reference'],
    lead: 'For a lonely installation, ensure that these ports are open:',
    expected: null,
  },
  { title: 'the reader', headings: ['Reference'], lead: 'You need the following ports:', expected: null },
  {
    title: 'German: for whom',
    headings: ['Vorgaben'],
    lead: 'Diese Ports müssen für die Lampen erreichbar sein:',
    expected: 'Lampen',
  },
  {
    title: 'Chinese: who connects',
    headings: ['要求'],
    lead: '仅允许灯塔主动访问如下地址：',
    expected: '灯塔',
  },
  {
    title: 'Chinese: by default',
    headings: ['要求'],
    lead: 'Beacon 默认使用以下端口。',
    expected: 'Beacon',
  },
  {
    title: 'a sentence above, no security group',
    headings: ['Rules'],
    lead: 'named `harbor-quay`',
    expected: null,
  },
]

for (const { title, headings, lead, expected } of cases) {
  test(`subject: ${title}`, () => {
    const found = subjectOf({
      frames: headings.map(frame),
      lead: lead ? richOf(lead) : null,
      outline,
      vocabulary,
    })
    assert.is(found && [found.label, ...(found.peer ? [found.peer] : [])].join(' > '), expected)
  })
}

test.run()
