import { labels } from '../../extract/hypotheses/labels.ts'
import { priors, type Weights } from '../../extract/hypotheses/priors.ts'
import { lessonsOf } from './examples.ts'
import { readPage } from './load.ts'
import type { GoldRow } from './pages.ts'

const text = `# Hub

## Agents

| Port | Protocol |
| --- | --- |
| 443 | TCP |

- TCP 443
`

function row(line: number, kind: string): GoldRow {
  const empty = {
    port_text: '',
    implied: '',
    direction: '',
    local: '',
    condition: '',
    context: '',
    description: '',
  }
  return {
    ...empty,
    line: `${line}`,
    kind,
    protocol: 'tcp',
    first: '443',
    last: '443',
    source: '',
    destination: '',
  }
}

/** The names of all evidence that extraction collects, read off a small page; the values mean nothing. */
export async function knownEvidence(): Promise<Weights> {
  const gold = [row(7, 'row'), row(9, 'entry')]
  const loaded = await readPage({ name: 'page', file: 'page.md', family: 'none', gold }, text)
  const { columns, table, item, subject } = lessonsOf(loaded, priors)
  const columnNames = columns[0]!.evidence
  return {
    columns: Object.fromEntries(labels.map((label, i) => [label, columnNames[i]!])),
    table: table[0]!.evidence,
    item: item[0]!.evidence,
    subject: subject[0]!.evidence,
  }
}
