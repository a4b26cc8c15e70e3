// Holds the claims of transcriptions against those of the originals they were made from.
//
//   tsx scripts/compare-claims.ts SOURCE ORIGINAL     one source with the file given
//   tsx scripts/compare-claims.ts --originals DIR     every source with DIR/<origin.file>
//
// Rows, cells and entries must agree in all but id, description, conditions, document and columns;
// sentences, whose words are ours, in line, protocol, ports and endpoints. Exit 1 when any differ.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { type LoadedSource, loadSources } from '../dataset/sources.ts'
import { extract } from '../extract/index.ts'
import type { Claim, Span } from '../schema/types.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { originals: { type: 'string' } },
})
const loaded = loadSources(path.join(import.meta.dirname, '../sources'))
const pairs = values.originals
  ? loaded
      .filter(one => !one.source.upstream)
      .map(one => ({ one, original: path.join(values.originals!, one.source.origin.file) }))
  : loaded
      .filter(one => one.source.id === positionals[0])
      .map(one => ({ one, original: positionals[1] ?? '' }))
if (pairs.length === 0 || pairs.some(pair => pair.original === '')) {
  console.error('usage: compare-claims.ts SOURCE ORIGINAL | --originals DIR')
  process.exit(2)
}
for (const { one, original } of pairs) if (!(await compare(one, original))) process.exitCode = 1

async function compare({ source, document, text }: LoadedSource, original: string): Promise<boolean> {
  const format = source.format === 'html' ? 'html' : 'markdown'
  const ours = (await extract(document, text, { format })).claims.map(projection)
  const theirs = (await extract(document, readFileSync(original, 'utf8'), { format })).claims.map(projection)
  const extra = without(ours, theirs)
  const missing = without(theirs, ours)
  for (const claim of missing) console.log(`- ${claim}`)
  for (const claim of extra) console.log(`+ ${claim}`)
  const same = extra.length + missing.length === 0
  console.log(
    `${source.id}: ${ours.length} claims, ${same ? 'as in the original' : `${missing.length} missing, ${extra.length} more`}`,
  )
  return same
}

function projection(claim: Claim): string {
  const { line } = claim.location
  const ends = { source: claim.source, destination: claim.destination }
  if (claim.kind === 'sentence')
    return JSON.stringify({ line, protocol: claim.protocol, ports: claim.ports, ...ends })
  const { id: _, description: __, conditions: ___, location, spans, ...rest } = claim
  const lines = (span: Span | null) => span && [span.line, span.endLine]
  return JSON.stringify({ ...rest, lines: lines(location), spans: Object.values(spans).map(lines) })
}

function without(list: string[], other: string[]): string[] {
  const rest = [...other]
  return list.filter(item => {
    const at = rest.indexOf(item)
    if (at >= 0) rest.splice(at, 1)
    return at < 0
  })
}
