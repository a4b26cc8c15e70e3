import { type Extraction, extract, mayClaim } from '../../../extract/index.ts'
import type { Claim } from '../../../schema/types.ts'
import { SchemaError, validate } from '../../../schema/validate.ts'
import { lineLengths, misplaced } from '../../extract/helpers.ts'
import { Broken, must, mustEqual } from '../broken.ts'
import type { Input } from '../input.ts'

/** A page that is read in between, to see whether anything of it is left behind. */
const between = `# Lamps - Inbound rules

| Protocol | Port | Source | Destination |
| --- | --- | --- | --- |
| TCP | 7000-7001 | keepers (1) | lamps | UDP | 7002 | boats | lamps |

(1) Only at night.

{{% tab "Fog" %}}

- Port: 7003
- Protocol: TCP
`

/** Reads a document, with everything that must hold of its claims. */
export async function readingOf({ path, text }: Input): Promise<Extraction> {
  const found = await extract(path, text)
  checkClaims(found.claims, path, text)
  checkMessages(found, text)
  await extract('between.md', between)
  mustEqual(plain(await extract(path, text)), plain(found), 'same-again', 'claims')
  must(found.claims.length === 0 || mayClaim(text), 'shortcut', 'mayClaim', 'a page with claims is held back')
  return found
}

function plain({ claims, messages }: Extraction) {
  return [claims, messages.map(String)]
}

function checkClaims(claims: Claim[], path: string, text: string): void {
  const lengths = lineLengths(text)
  for (const claim of claims) {
    checkShape('claim', claim, `${claim.kind} ${claim.pattern}`)
    must(claim.location.document === path, 'place', 'document', `${claim.location.document} is not ${path}`)
    for (const [part, span] of Object.entries({ location: claim.location, ...claim.spans })) {
      const fault = span && misplaced(lengths, span)
      must(!fault, 'place', `claim ${claim.pattern} ${part}`, `${claim.id}: ${part} ${fault}`)
    }
    checkPorts(claim)
  }
  const ids = claims.map(({ id }) => id)
  must(new Set(ids).size === ids.length, 'ids', 'claims', `not each its own: ${ids.join(' ')}`)
}

function checkPorts({ id, pattern, ports }: Claim): void {
  if (!ports) return
  const { first, last } = ports
  const areReal = Number.isInteger(first) && Number.isInteger(last) && first >= 0 && last <= 65_535
  must(areReal, 'ports', pattern, `${id}: ${first}-${last}`)
}

function checkMessages({ messages }: Extraction, text: string): void {
  const lengths = lineLengths(text)
  for (const { ruleId, line, column } of messages) {
    if (line === undefined) continue
    const isInside = line >= 1 && (column ?? 1) >= 1 && (column ?? 1) <= (lengths[line - 1] ?? -1) + 1
    must(isInside, 'place', `message ${ruleId}`, `${ruleId}: ${line}:${column} is not in the document`)
  }
}

/** Asserts that a value has the shape of its schema. */
export function checkShape(
  schema: 'claim' | 'flow' | 'finding' | 'change',
  value: unknown,
  detail: string,
): void {
  try {
    validate(schema, value, schema)
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error
    const fields = error.problems.map(({ path }) => path.replace(/\d+/g, 'n')).join(' ')
    throw new Broken('schema', `${schema} ${detail} ${fields}`, error.message)
  }
}
