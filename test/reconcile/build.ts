import type { Claim, Endpoint, Flow, Source, WrittenCorrection } from '../../schema/types.ts'

/** A claim with what a test cares for; labels in place of endpoints. */
export type ClaimValues = Partial<Omit<Claim, 'source' | 'destination' | 'ports'>> & {
  source?: string[]
  destination?: string[]
  /** One port or a range; null where there is no number. */
  ports?: number | [number, number] | null
}

/** A complete claim of which everything not given is empty; the line follows from the id. */
export function claim({ source = [], destination = [], ports = 6443, ...values }: ClaimValues = {}): Claim {
  const [first, last = first] = [ports ?? 0].flat()
  return {
    id: 'pages:1:1',
    kind: 'row',
    protocol: 'tcp',
    protocolText: null,
    ports: ports === null ? null : { first: first!, last: last! },
    portText: null,
    source: endpoints(source),
    destination: endpoints(destination),
    direction: null,
    local: false,
    conditions: [],
    context: [],
    description: null,
    pattern: 'row-table',
    repairs: [],
    table: null,
    location: { document: 'sources/pages/document.md', line: 1, column: 1, endLine: 1, endColumn: 2 },
    spans: { ports: null, protocol: null, source: null, destination: null },
    confidence: 1,
    ...values,
  }
}

/** A complete source. */
export function source(values: Partial<Source> = {}): Source {
  return {
    id: 'pages',
    product: 'kubernetes',
    version: null,
    language: 'en',
    format: 'markdown',
    title: 'Ports',
    document: 'document.md',
    origin: { file: 'ports.md', url: null },
    license: null,
    deployments: [{ id: 'cluster', title: 'Cluster', match: [], default: true }],
    floor: { claims: 1 },
    ...values,
  }
}

/** A complete correction: where, what to set, and how many claims. */
export function correction(
  values: Pick<WrittenCorrection, 'where' | 'set'> & Partial<WrittenCorrection>,
): WrittenCorrection {
  return { id: 'mend', matches: 1, reason: 'A test.', evidence: [{ place: 'pages:1', text: '1' }], ...values }
}

/** A complete flow. */
export function flow(values: Partial<Flow> = {}): Flow {
  return {
    id: 'kubernetes/cluster/etcd>worker/tcp/6443',
    product: 'kubernetes',
    versions: [],
    deployment: 'cluster',
    from: { kind: 'role', id: 'etcd' },
    to: { kind: 'role', id: 'worker' },
    protocol: 'tcp',
    ports: { first: 6443, last: 6443 },
    portText: null,
    icmp: null,
    ipProtocol: null,
    service: null,
    local: false,
    when: {},
    conditions: [],
    required: true,
    archived: false,
    status: 'stated',
    stated: null,
    claims: ['pages:1:1'],
    corrections: [],
    findings: [],
    places: [{ document: 'sources/pages/document.md', line: 1, url: null }],
    ...values,
  }
}

function endpoints(labels: string[]): Endpoint[] {
  return labels.map(label => ({ label, implied: false }))
}
