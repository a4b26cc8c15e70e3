import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { loadSchema, type SchemaName } from '../../schema/load.ts'
import { SchemaError, validate } from '../../schema/validate.ts'
import { exampleWith } from './examples.ts'

/** Where the example goes wrong, the wrong value (`undefined`: taken away), what is said, and of which place. */
type Mistake = [at: string, value: unknown, says: string, path?: string]

const mistakes: Record<SchemaName, Mistake[]> = {
  claim: [
    ['/id', 'rke-nodes:0:1', 'must look like "rke-nodes:19:1", that is, match ^.+:'],
    ['/kind', 'rows', '"sentence", "command"; got "rows"; did you mean "row"?'],
    ['/protocol', 'TCP', 'must look like "tcp", that is, match ^[a-z][a-z0-9-]*$; got "TCP"'],
    ['/protocol', 6, 'must be a string or null; got 6 (put it in quotes)'],
    ['/protocolText', '', 'must not be empty'],
    ['/ports', '80', 'must be an object or null; got "80"'],
    ['/ports/first', 65536, 'must be 65535 or less; got 65536'],
    ['/ports/last', -1, 'must be 0 or more; got -1'],
    ['/ports/last', undefined, 'is missing; add it, for example 2380'],
    ['/portText', undefined, 'is missing; add it, for example null'],
    ['/source/0', 'etcd nodes', 'must be an object; got "etcd nodes"'],
    ['/source/0/implied', 'yes', 'must be a boolean; got "yes"'],
    ['/destination', null, 'must be an array; got null'],
    ['/direction', 'in', 'must be one of "inbound", "outbound"; got "in"'],
    [
      '/repairs',
      ['joined-rows', 'joined-rows'],
      'must not repeat an item; items 0 and 1, counted from 0, are',
    ],
    ['/repairs/0', 'Joined rows', 'must match ^[a-z][a-z0-9]*(-[a-z0-9]+)*$; got "Joined rows"'],
    ['/table/row', 0, 'must be 1 or more; got 0'],
    ['/table/header/port', 'Port', 'is not a known property; did you mean "ports"?'],
    ['/location/line', 1.5, 'must be an integer; got 1.5'],
    ['/location/column', 0, 'must be 1 or more; got 0'],
    ['/spans/ports/endColumn', undefined, 'is missing; add it, for example 12'],
  ],
  flow: [
    ['/id', 'etcd>etcd', 'must look like "rancher-2.x/rke-nodes/etcd>controlplane/tcp/6443"'],
    ['/versions/0/first', 2.8, 'must be a string; got 2.8 (put it in quotes)'],
    ['/version', '2.8', 'is not a known property; did you mean "versions"?'],
    ['/from/kind', 'roles', 'did you mean "role"?'],
    ['/to/label', 'etcd nodes', 'is not a known property; known are kind, id'],
    ['/when/CNI', 'canal', 'is not a known property; did you mean "cni"?'],
    ['/when/cni', true, 'must be a string or an array; got true (put it in quotes)'],
    ['/when/cni', ['canal'], 'must have 2 items or more; got 1'],
    ['/status', 'correct', 'did you mean "corrected"?'],
    ['/stated', null, 'must be an object; got null'],
    ['/stated', {}, 'must have 1 property or more of protocol, ports, portText, from, to'],
    ['/claims', [], 'must have 1 item or more; got 0'],
    ['/corrections', [], 'must have 1 item or more; got 0'],
  ],
  fetched: [
    ['/states', [], 'must have 1 item or more; got 0'],
    ['/states/0/sha256', 'abc', 'must look like'],
    ['/states/0/date', 'today', 'must look like "2026-08-20"'],
  ],
  inventory: [
    ['/stack', [], 'must have 1 item or more; got 0'],
    ['/administrators', undefined, 'is missing; add it, for example {"addresses":["192.0.2.0/28"]}'],
    ['/roles/rke2-agent/address', ['10.0.2.1'], 'is not a known property; did you mean "addresses"?'],
    ['/roles/rke2-agent', 'nones', 'must be one of "any", "none"; got "nones"; did you mean "none"?'],
    ['/roles/..~1rke2', 'any', 'must look like "rke2-server"', '/roles'],
    ['/extra/0/why', undefined, 'is missing; add it, for example "node-exporter"'],
  ],
  product: [
    ['/product', 'RKE 2', 'must look like "rke2"'],
    ['/names', [], 'must have 1 item or more; got 0'],
    ['/role', {}, 'is not a known property; did you mean "roles"?'],
  ],
  source: [
    [
      '/id',
      'RKE 2',
      'must look like "rke2", that is, match ^[a-z0-9]+([.-][a-z0-9]+)*(@\\S+)?$; got "RKE 2"',
    ],
    ['/language', 'English', 'must look like "en"'],
    ['/format', 'markdwn', 'got "markdwn"; did you mean "markdown"?'],
    ['/document', '../other/document.md', 'must look like "document.md"'],
    ['/origin/url', 'example.org', 'must look like "https://example.org/docs/ports"'],
    ['/licence', 'MIT', 'is not a known property; did you mean "license"?'],
    ['/license', undefined, 'is missing; add it, for example "Apache-2.0"'],
    ['/deployments', [], 'must have 1 item or more; got 0'],
    ['/deployments/0/match', 'K3s', 'must be an array; got "K3s"'],
    ['/floor', 40, 'must be an object; got 40'],
    ['/floor', undefined, 'is missing; add it, for example {"claims":40}'],
    ['/floor/claims', 0, 'must be 1 or more; got 0'],
  ],
  correction: [
    ['/0/where', {}, 'must have 1 property or more of context, kind, protocol, ports, portText, source'],
    ['/0/where/line', 19, 'is not a known property; known are context, kind, protocol'],
    ['/0/where/context', 'etcd nodes', 'must be an array; got "etcd nodes"'],
    ['/0/where/ports', 379, 'must be an object or null; got 379'],
    ['/0/matches', 0, 'must be 1 or more; got 0'],
    [
      '/0/set',
      {},
      'must have 1 property or more of protocol, ports, portText, source, destination, direction',
    ],
    ['/0/set/ports', { first: 2379 }, 'is missing; add it, for example 2380', '/0/set/ports/last'],
    ['/0/set/source', [''], 'must not be empty', '/0/set/source/0'],
    ['/0/reason', '', 'must not be empty'],
    ['/0/evidence', [], 'must have 1 item or more; got 0'],
  ],
  finding: [
    ['/severity', 'warn', 'must be one of "error", "warning", "info"; got "warn"; did you mean "warning"?'],
    ['/location', null, 'must be an object; got null'],
    ['/evidence/0/note', undefined, 'is missing; add it, for example "2379 for the same purpose"'],
    ['/suggestion', 'Write 2379', 'must be an object or null; got "Write 2379"'],
    ['/suggestion/span/line', '19', 'must be an integer; got "19"'],
    ['/corrected', undefined, 'is missing; add it, for example true'],
    ['/a~b', 1, 'is not a known property; known are id, rule, severity', '/a~0b'],
  ],
  change: [
    ['/class', 'port-change', 'did you mean "port-changed"?'],
    [
      '/level',
      'closed',
      'must be one of "open", "close", "review", "none"; got "closed"; did you mean "close"?',
    ],
    ['/message', '', 'must not be empty'],
    ['/context/0', '', 'must not be empty'],
    ['/before', null, 'must be an array; got null'],
    ['/after/0/places/0/line', 0, 'must be 1 or more; got 0'],
    ['/after/0/from/0/kind', 'roles', 'did you mean "role"?'],
    ['/after/0/when/CNI', 'canal', 'is not a known property; did you mean "cni"?'],
    ['/open/0/local', undefined, 'is missing; add it, for example false'],
  ],
}

function problemsOf(schema: SchemaName, value: unknown) {
  try {
    validate(schema, value, 'a/file.yaml')
    return []
  } catch (error) {
    if (error instanceof SchemaError) return error.problems
    throw error
  }
}

test('flow: a disputed one names a finding', () => {
  const [example] = loadSchema('flow').examples as object[]
  const [problem] = problemsOf('flow', { ...example, status: 'disputed', findings: [] })
  assert.equal(problem, { path: '/findings', message: 'must have 1 item or more; got 0' })
})

for (const [schema, rows] of Object.entries(mistakes) as [SchemaName, Mistake[]][]) {
  for (const [at, value, says, path = at] of rows) {
    test(`${schema}: ${at} as ${JSON.stringify(value)}`, () => {
      const problems = problemsOf(schema, exampleWith(schema, at, value))
      assert.equal(
        problems.map(problem => problem.path),
        [path],
      )
      assert.ok(problems[0]!.message.includes(says), problems[0]!.message)
    })
  }
}

test.run()
