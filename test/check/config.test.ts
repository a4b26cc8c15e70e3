import { readFileSync } from 'node:fs'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { activeRules, type Config, configOf, defaultPolicy, judge, type Policy } from '../../check/config.ts'
import { check, rules } from '../../check/index.ts'
import { vocabularyOf } from '../../check/vocabulary-of.ts'
import { expand, resolve, type Vocabulary } from '../../reconcile/index.ts'
import { serviceOf } from '../../reconcile/services.ts'
import { finding } from './helpers.ts'

const scope = { product: '', deployment: '' }
const faults: { title: string; config: unknown; says: RegExp }[] = [
  {
    title: 'an unknown key, with the nearest right one',
    config: { rulse: {} },
    says: /^x\.yaml: \/rulse is not a known property; did you mean "rules"\?$/,
  },
  {
    title: 'an unknown rule, with the nearest right one',
    config: { rules: { 'port-slp': 'off' } },
    says: /^x\.yaml: \/rules\/port-slp is not a known rule; did you mean "port-slip"\?$/,
  },
  {
    title: 'an unknown severity',
    config: { rules: { 'port-slip': 'warn' } },
    says: /^x\.yaml: \/rules\/port-slip must be one of "off", .*; got "warn"; did you mean "warning"\?$/,
  },
  { title: 'no object', config: ['port-slip'], says: /^x\.yaml: must be an object; got \["port-slip"\]$/ },
  {
    title: 'an id with blanks',
    config: { roles: { 'Lamp keeper': {} } },
    says: /^x\.yaml: \/roles must look like "lamp-keeper", .*; got "Lamp keeper"$/,
  },
  {
    title: 'ports of a service in another form',
    config: { services: { lamp: { ports: [7000] } } },
    says: /^x\.yaml: \/services\/lamp\/ports\/0 must be a string; got 7000 \(put it in quotes\)$/,
  },
  {
    title: 'everything at once',
    config: { failOn: 'errors', ignore: 'docs' },
    says: /\/ignore must be an array; got "docs"\nx\.yaml: \/failOn must be one of .*did you mean "error"\?$/,
  },
]
for (const { title, config, says } of faults) {
  test(`configOf: ${title}`, () => assert.throws(() => configOf(config, 'x.yaml'), says))
}

test('configOf: rules about comments and the baseline have a severity too', () => {
  const config = { rules: { 'unused-suppression': 'error', 'unused-baseline': 'off' } }
  assert.equal(configOf(config, 'x.yaml'), config)
})

test('config.schema.json: every example of a key is right', () => {
  const file = new URL('../../check/config.schema.json', import.meta.url)
  const { properties } = JSON.parse(readFileSync(file, 'utf8'))
  for (const [key, { examples }] of Object.entries<{ examples: unknown[] }>(properties)) {
    for (const example of examples) assert.equal(configOf({ [key]: example }, key), { [key]: example })
  }
})

const archive = { matches: (document: string) => document.startsWith('archive/') }
const policies: { title: string; policy: Partial<Policy>; off: string[]; found: string[] }[] = [
  {
    title: 'the profile ports leaves out the rules about words',
    policy: {},
    off: ['misspelt-word', 'unbalanced-bracket', 'incomplete-page'],
    found: ['port-slip a.md error', 'port-slip archive/b.md error'],
  },
  {
    title: 'the profile all runs every rule',
    policy: { profile: 'all' },
    off: [],
    found: ['port-slip a.md error', 'misspelt-word a.md error', 'port-slip archive/b.md error'],
  },
  {
    title: 'a family of rules, and one of its rules',
    policy: { levels: { numbers: 'off', 'port-slip': 'info', words: 'info', 'misspelt-word': 'off' } },
    off: [
      'impossible-port',
      'reversed-range',
      'protocol-slip',
      'repeated-protocol',
      'protocol-number',
      'misspelt-word',
    ],
    found: ['port-slip a.md info', 'port-slip archive/b.md info'],
  },
  {
    title: 'other severities for some documents',
    policy: { levels: { 'port-slip': 'off' }, overrides: [{ ...archive, levels: { numbers: 'warning' } }] },
    off: ['misspelt-word', 'unbalanced-bracket', 'incomplete-page'],
    found: ['port-slip archive/b.md warning'],
  },
]
for (const { title, policy, off, found } of policies) {
  test(`policy: ${title}`, () => {
    const all = { ...defaultPolicy, ...policy }
    const active = activeRules(all)
    assert.equal(
      rules
        .filter(rule => !active.includes(rule))
        .map(({ id }) => id)
        .sort(),
      off.sort(),
    )
    const findings = [
      finding({ document: 'a.md' }),
      finding({ rule: 'misspelt-word', document: 'a.md' }),
      finding({ document: 'archive/b.md' }),
    ]
    assert.equal(
      judge(findings, all).map(({ rule, location, severity }) => `${rule} ${location.document} ${severity}`),
      found,
    )
  })
}

const own: Config = {
  roles: { etcd: { aliases: ['key store'] }, keeper: { aliases: ['lamp keeper'] } },
  groups: { pier: { aliases: ['pier node'], members: ['keeper', 'worker'] } },
  services: { signal: { names: ['signal exchange'], ports: ['tcp/7000'] } },
}
const known = (words: Vocabulary) => ({
  alias: resolve('key stores', scope, words)?.[0]?.id,
  old: resolve('etcd', scope, words)?.[0]?.id,
  role: resolve('Lamp keepers', scope, words)?.[0],
  group: expand('pier', words.roles.groups),
  service: serviceOf(
    { words: ['Signal exchange'], protocol: null, ports: null, to: { kind: 'any', id: 'any' }, product: '' },
    words,
  ),
})

test('vocabularyOf: words of a configuration, for those who have that vocabulary', () => {
  assert.equal(known(vocabularyOf(own, 'x.yaml')), {
    alias: 'etcd',
    old: 'etcd',
    role: { kind: 'role', id: 'keeper' },
    group: ['keeper', 'worker'],
    service: 'signal',
  })
  assert.equal(known(vocabularyOf({}, 'x.yaml')), {
    alias: undefined,
    old: 'etcd',
    role: undefined,
    group: ['pier'],
    service: null,
  })
})

test('vocabularyOf: terms, and right words beside them', async () => {
  const text = 'Open TCP port 7443 in the firewal. The lightkeper daemon of the server listens there.\n'
  const said = async (config: Config) => {
    const { findings } = await check([{ path: 'a.md', text }], undefined, vocabularyOf(config, 'x.yaml'))
    return findings
      .filter(({ rule }) => rule === 'misspelt-word')
      .map(({ suggestion }) => suggestion?.replacement)
  }
  assert.equal(await said({ terms: { names: ['Lightkeeper'], ordinary: ['firewal'] } }), ['lightkeeper'])
  assert.equal(await said({}), ['firewall'])
})

const strangers: { title: string; config: Config; says: RegExp }[] = [
  {
    title: 'a member that there is not',
    config: { groups: { pier: { members: ['wroker'] } } },
    says: /^x\.yaml: \/groups\/pier\/members\/0 is not a known role or group: "wroker"; did you mean "worker"\?$/,
  },
  {
    title: 'a group of nobody',
    config: { groups: { pier: { aliases: ['pier'] } } },
    says: /^x\.yaml: \/groups\/pier\/members is missing; name the roles of the group$/,
  },
  {
    title: 'a service on nobody',
    config: { services: { lamp: { to: ['workr'] } } },
    says: /^x\.yaml: \/services\/lamp\/to\/0 .*did you mean "worker"\?$/,
  },
  {
    title: 'an expression that is none',
    config: { services: { lamp: { names: ['/lamp(/'] } } },
    says: /^x\.yaml: \/services\/lamp\/names\/0 Invalid regular expression/,
  },
]
const expressions: [expression: string, says: RegExp | null][] = [
  ['/signals? (?:for|from) lamps/', null],
  ['/lamp[- ]?keepers?/', null],
  ['/c\\+\\+ \\(lamp\\) \\d\\d/', null],
  ['/[a*+{]x/', null],
  ['/lamp/ and /', null],
  ['/(a+)+$/', /may hold words, sets/],
  ['/a*/', /may hold words, sets/],
  ['/a{1,99}/', /may hold words, sets/],
  ['/(a|a)\\1/', /may hold words, sets/],
  ['/(?=a)b/', /may hold words, sets/],
  ['/(?<name>a)/', /may hold words, sets/],
  ['/\\p{L}/u/', /may hold words, sets/],
  ['/[a]+/', /may hold words, sets/],
  [`/${'a?'.repeat(11)}/`, /has more than 10/],
  [`/${'(?:a|a)'.repeat(11)}/`, /has more than 10/],
  [`/${'x'.repeat(201)}/`, /is longer than 200/],
]
for (const [expression, says] of expressions)
  test(`expression: ${expression.slice(0, 30)}`, () => {
    const learn = () => vocabularyOf({ services: { lamp: { names: [expression] } } }, 'x.yaml')
    if (says) assert.throws(learn, says)
    else learn()
  })

for (const [pattern, isRefused] of [
  ['docs/**/*-*.draft.*', false],
  ['**/a/**/b/**', false],
  ['*a*a*a*a*b', true],
  ['**/a/**/b/**/c/**/d', true],
] as const)
  test(`ignore: ${pattern}`, () => {
    const read = () => configOf({ ignore: [pattern] }, 'x.yaml')
    if (isRefused) assert.throws(read, /^x\.yaml: \/ignore\/0 has more than 3 \*/)
    else read()
  })

for (const name of ['__proto__', 'constructor', 'prototype', 'valueOf', 'toString'])
  test(`names of every object are no words: ${name}`, () => {
    const config = JSON.parse(`{ "roles": { "${name}": { "aliases": ["lamp"] } } }`)
    const isName = /^[a-z]+$/.test(name)
    const learn = () => vocabularyOf(configOf(config, 'x.yaml'), 'x.yaml')
    if (!isName) assert.throws(learn, /x\.yaml: \/roles/)
    else assert.equal(learn().roles.aliases.get('lamp'), { kind: 'role', id: name })
    assert.is(JSON.stringify({}), '{}')
    assert.throws(
      () => configOf(JSON.parse(`{ "rules": { "${name}": "off" } }`), 'x.yaml'),
      /not a known rule/,
    )
    assert.throws(() => configOf(JSON.parse(`{ "${name}": 1 }`), 'x.yaml'), /is not a known property/)
  })

for (const { title, config, says } of strangers) {
  test(`vocabularyOf: ${title}`, () => assert.throws(() => vocabularyOf(config, 'x.yaml'), says))
}

test.run()
