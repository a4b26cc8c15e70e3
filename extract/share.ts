import type { Claim, Endpoint } from '../schema/types.ts'

/** A document that was read by itself, and what it claims. */
export interface Claiming {
  path: string
  claims: Claim[]
}

/** A statement at a place, and the documents that make it. */
interface Variant {
  claim: Claim
  /** The file itself, and documents that include it. */
  documents: Set<string>
}

/**
 * Makes the claims of documents those of one run. What a file claims that several of them include is one claim for
 * all: it has the same id everywhere, and lists the documents that include the file. Where a document gives an
 * implied end or direction that others leave open, theirs is the same claim; where two give different ones, these
 * are two claims.
 *
 * @param documents each read by itself, in the order of the run
 * @returns for each document its claims in its order, each once; a shared claim is the same object in all of them
 */
export function shareClaims(documents: readonly Claiming[]): Claim[][] {
  const files = new Set(
    documents.flatMap(({ claims }) =>
      claims.flatMap(({ includedBy, location }) => (includedBy ? [location.document] : [])),
    ),
  )
  if (files.size === 0) return documents.map(({ claims }) => claims)
  const isShared = (claim: Claim) => files.has(claim.location.document)
  const places = new Map<string, Map<string, Variant>>()
  const fullest = new Map<Claim, Variant>()
  for (const { path, claims } of documents)
    for (const claim of claims.filter(isShared)) fullest.set(claim, take(claim, path, places))
  const merged = new Map([...places.values()].flatMap(variants => [...mergeOpen([...variants.values()])]))
  const numbered = new Map<Variant, Claim>()
  const ids = idsIn(documents)
  return documents.map(({ claims }) => [
    ...new Set(
      claims.map(claim => {
        const variant = fullest.get(claim)
        return variant ? numberOf(merged.get(variant) ?? variant) : claim
      }),
    ),
  ])

  function numberOf(variant: Variant): Claim {
    const known = numbered.get(variant)
    if (known) return known
    const { claim, documents } = variant
    const file = claim.location.document
    const including = [...documents].filter(document => document !== file)
    const made = { ...claim, id: ids(claim), includedBy: including }
    numbered.set(variant, made)
    return made
  }
}

/** The claims of a run in its order, each once. */
export function claimsOnce(documents: readonly Claiming[]): Claim[] {
  return [...new Set(shareClaims(documents).flat())]
}

function take(claim: Claim, document: string, places: Map<string, Map<string, Variant>>): Variant {
  const { location, spans, kind, protocol, ports, portText, local, conditions, description } = claim
  const place = JSON.stringify([location, spans.ports, kind, protocol, ports, portText])
  const variants = places.get(place) ?? new Map<string, Variant>()
  const said = JSON.stringify([
    claim.source,
    claim.destination,
    claim.direction,
    local,
    conditions,
    description,
  ])
  const variant = variants.get(said) ?? { claim, documents: new Set<string>() }
  variant.documents.add(document)
  places.set(place, variants.set(said, variant))
  return variant
}

/** Of more statements at a place none is completed by another: it is open which one. */
const mostVariants = 20

/**
 * Of the statements at a place those that leave open what another one says → that one, with their documents. What
 * the file by itself leaves open any of the others may say; what a document leaves open, only a single one.
 */
function mergeOpen(variants: Variant[]): Map<Variant, Variant> {
  const merged = new Map<Variant, Variant>()
  if (variants.length > mostVariants) return merged
  for (const variant of variants) {
    const { claim, documents } = variant
    const fuller = variants.filter(other => other !== variant && completes(other.claim, claim))
    const isOwn = documents.size === 1 && documents.has(claim.location.document)
    if (fuller.length === 1 || (isOwn && fuller.length > 0)) merged.set(variant, fuller[0]!)
  }
  for (const [variant, into] of merged) {
    const last = merged.get(into) ?? into
    merged.set(variant, last)
    for (const document of variant.documents) last.documents.add(document)
  }
  return merged
}

/** Whether a claim says what another one does, and more by its context. */
function completes(fuller: Claim, open: Claim): boolean {
  const rest = ({ local, conditions, description }: Claim) => JSON.stringify([local, conditions, description])
  return (
    rest(fuller) === rest(open) &&
    addsContext(fuller.source, open.source) &&
    addsContext(fuller.destination, open.destination) &&
    (open.direction === null || open.direction === fuller.direction)
  )
}

function addsContext(fuller: Endpoint[], open: Endpoint[]): boolean {
  return open.length === 0
    ? fuller.every(({ implied }) => implied)
    : JSON.stringify(fuller) === JSON.stringify(open)
}

/** Numbers the claims of a line anew; ids begin as in the file's own reading, where it is part of the run. */
function idsIn(documents: readonly Claiming[]): (claim: Claim) => string {
  const own = new Map(
    documents.flatMap(({ path, claims }) => {
      const claim = claims.find(({ location }) => location.document === path)
      return claim ? [[path, claim.id.replace(/:\d+:\d+$/, '')]] : []
    }),
  )
  const counts = new Map<string, number>()
  return ({ id, location: { document, line } }) => {
    const place = `${own.get(document) ?? id.replace(/:\d+:\d+$/, '')}:${line}`
    const n = (counts.get(place) ?? 0) + 1
    counts.set(place, n)
    return `${place}:${n}`
  }
}
