import path from 'node:path'
import type { Dataset } from '../../dataset/files.ts'
import type { Claim, Finding, Flow } from '../../schema/types.ts'
import { between } from '../dataset/export/build.ts'
import { claim, source } from '../reconcile/build.ts'
import { folderWith } from './helpers.ts'

/** A flow whose id is made as those of the dataset are, and that a claim on a line of its own backs. */
function fact(words: string, line: number, values: Partial<Flow> = {}): Flow {
  const plain = between(words, values)
  const { product, deployment, from, to, protocol, ports } = plain
  const range = ports && (ports.first === ports.last ? ports.first : `${ports.first}-${ports.last}`)
  const id = `${product}/${deployment}/${from.id}>${to.id}/${protocol ?? 'unspecified'}/${range ?? 'as-agreed'}`
  const claims = values.claims ?? [`house:${line}:1`]
  const places = claims.map(claim => ({
    document: 'sources/house/ports.md',
    line: Number(claim.split(':')[1]),
    url: 'https://example.org/ports',
  }))
  return { ...plain, id, places, ...values, claims }
}

const flows: Flow[] = [
  fact('keeper>keeper tcp/7000-7001', 5, { local: true }),
  fact('lamp>keeper tcp/7443', 6, {
    service: 'lamp-control',
    status: 'corrected',
    stated: { ports: { first: 743, last: 743 } },
    corrections: ['lamp-port'],
    claims: ['house:6:1', 'house:7:1'],
  }),
  fact('lamp>keeper udp/4789', 8, { when: { cni: 'canal' }, required: false }),
  fact('lights>lights udp/8472', 9, { when: { cni: ['calico', 'flannel'] }, required: false }),
  fact('any>lamp tcp/80', 10, { status: 'disputed', findings: ['port-slip:house:10:1'] }),
  fact('lamp>warden tcp/1', 11, {
    deployment: 'pier',
    versions: [{ first: '2.x', last: '2.x' }],
    ports: null,
    portText: '=随意|as agreed',
    conditions: ['only in fog'],
    required: false,
  }),
]

/** A claim for each line of the document that a flow names; the last backs none. */
const claims: Claim[] = [
  ...[5, 6, 7, 8, 9, 10, 11].map(line => claimOn(line)),
  { ...claimOn(13), source: [], destination: [] },
]

function claimOn(line: number): Claim {
  return {
    ...claim({
      id: `house:${line}:1`,
      ports: line === 7 ? 743 : 7443,
      source: ['Lamps'],
      description: 'Lamp control',
      context: ['Lighthouse', 'Lamps'],
    }),
    destination: [{ label: 'Keepers', implied: true }],
    location: { document: 'sources/house/ports.md', line, column: 1, endLine: line, endColumn: 30 },
  }
}

const finding: Finding = {
  id: 'port-slip:house:10:1',
  rule: 'port-slip',
  severity: 'error',
  message: 'Port 80 should be 8080, for “Lamp control”',
  location: { document: 'sources/house/ports.md', line: 10, column: 9, endLine: 10, endColumn: 11 },
  evidence: [{ document: 'sources/house/ports.md', line: 6, column: 9, note: '8080 for “Lamp control”' }],
  suggestion: {
    text: 'Write 8080',
    replacement: '8080',
    span: { line: 10, column: 9, endLine: 10, endColumn: 11 },
  },
  claims: ['house:10:1'],
  corrected: false,
  fingerprint: '5f2b8c1d9e3a7046',
}

const roles: Dataset['roles'] = [
  { id: 'keeper', title: 'Keeper of a light', kind: 'role', members: [] },
  { id: 'keepers', title: 'Keepers', kind: 'group', members: ['keeper', 'warden'] },
  { id: 'lamp', title: 'Lamp', kind: 'role', members: [] },
  { id: 'lights', title: 'All of a lighthouse', kind: 'group', members: ['lamp', 'keepers'] },
  { id: 'warden', title: 'Warden', kind: 'role', members: [] },
  { id: 'controlplane', title: 'Control plane node', kind: 'role', members: [] },
]

/** A small dataset that nobody documents. */
export const house: Dataset = {
  flows,
  claims,
  findings: [finding],
  roles,
  services: [
    {
      id: 'lamp-control',
      title: 'Control of the lamps',
      names: ['lamp control'],
      ports: [{ protocol: 'tcp', first: 7443, last: 7443 }],
    },
  ],
  sources: [
    {
      ...source({
        id: 'house',
        product: 'light',
        title: 'Ports of the house',
        origin: { file: 'ports.md', url: 'https://example.org/ports' },
      }),
      deployments: [{ id: 'house', title: 'A lighthouse', match: [], default: true }],
      versions: [],
      archived: false,
      path: null,
      revision: null,
      date: null,
      stale: null,
      isNewest: true,
      document: 'sources/house/ports.md',
      sha256: '0'.repeat(64),
      claims: { total: 8, row: 8 },
      flows: 6,
      corrections: [
        {
          id: 'lamp-port',
          claims: ['house:7:1'],
          set: { ports: { first: 7443, last: 7443 } },
          reason: 'A digit is missing.',
          evidence: [{ document: 'sources/house/ports.md', line: 6, column: 1, note: 'the inbound rule' }],
        },
      ],
      repairs: [],
      unresolved: [
        {
          claim: 'house:13:1',
          reason: 'no-endpoints',
          message: 'the document names neither end of the traffic',
        },
      ],
      unknownLabels: [],
    },
  ],
}

/** A folder whose `dataset` holds these records as a build writes them. */
export function checkoutWith(dataset: Dataset = house): string {
  const { claims, ...lists } = dataset
  const files = Object.entries(lists).map(([name, list]) => [
    `dataset/data/${name}.json`,
    JSON.stringify(list),
  ])
  const lines = claims.map(one => `${JSON.stringify(one)}\n`).join('')
  return folderWith({ ...Object.fromEntries(files), 'dataset/data/claims.ndjson': lines })
}

/** The folder of that dataset. */
export const datasetIn = (folder: string) => path.join(folder, 'dataset')
