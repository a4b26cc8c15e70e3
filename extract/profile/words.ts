import type { Field, Vocabulary } from '../vocabulary/index.ts'
import { normalizeTerm } from '../vocabulary/words.ts'

/** How strongly words speak for each field, 0 to 1; a field that they do not speak for is absent. */
export type FieldEvidence = Partial<Record<Field, number>>

const joiner = /(?:(?<!\s)\s+)?(?:[/&,、，+|\\]|→|\band\b|\bor\b|和|与|及)\s*/
/** Words of a longer header that say nothing by themselves. */
const shortest = 4
/** "Protocol (port)" is about both. */
const inBrackets = /[(（]([^()（）]+)[)）]$/
/** A hyphen joins the words of a compound: `Ziel-IP`. */
const blank = /[ -]/
const weights = { whole: 1, part: 0.8, last: 0.6, inside: 0.4 }

/**
 * What the words of a header, or of the key of an entry, speak for: the whole of them, parts joined by a slash
 * ("Port/Protocol"), or single words ("Inbound port number"). Words that the vocabulary does not know speak for
 * nothing.
 *
 * @param beside the other headers of the row, normalized: they decide between two meanings of a word
 */
export function fieldEvidence(
  text: string,
  vocabulary: Vocabulary,
  beside: ReadonlySet<string> = new Set(),
): FieldEvidence {
  const term = normalizeTerm(text)
  if (term === '') return {}
  const ambiguous = vocabulary.ambiguous.get(term)
  if (ambiguous)
    return { [[...ambiguous.beside].some(word => beside.has(word)) ? ambiguous.then : ambiguous.else]: 1 }
  const whole = exactly(term, vocabulary)
  const inner = exactly(inBrackets.exec(term)?.[1] ?? '', vocabulary)
  if (whole && inner && inner !== whole && (inner === 'ports' || inner === 'protocol'))
    return { [whole]: weights.part, [inner]: weights.part }
  if (whole) return { [whole]: weights.whole }
  const evidence: FieldEvidence = {}
  const parts = term.split(joiner).filter(Boolean)
  if (parts.length > 1) for (const part of parts) raise(evidence, exactly(part, vocabulary), weights.part)
  for (const part of parts) {
    const words = part.split(blank)
    words.forEach((word, i) => {
      const isLast = i === words.length - 1
      if (words.length > 1 && (word.length >= shortest || isLast))
        raise(evidence, wordField(word, vocabulary), isLast || i === 0 ? weights.last : weights.inside)
    })
    // "Default port number": words that mean nothing by themselves only limit the known header behind them.
    const known = words.findIndex(word => exactly(word, vocabulary) !== null)
    if (known > 0 && known < words.length - 1)
      raise(evidence, exactly(words.slice(known).join(' '), vocabulary), weights.part)
    raiseInside(evidence, part, vocabulary)
  }
  return evidence
}

function raise(evidence: FieldEvidence, field: Field | null, weight: number): void {
  if (field) evidence[field] = Math.max(evidence[field] ?? 0, weight)
}

function exactly(term: string, vocabulary: Vocabulary): Field | null {
  const plain = term.replace(/(?:(?<!\s)\s+)?[(（[][^()（）[\]]*[)）\]]/g, '').trim()
  for (const form of [term, plain, plain.replace(/s$/, ''), plain.replaceAll('-', ' ')]) {
    const field = vocabulary.headers.get(form)
    if (field) return field
  }
  return inflected.test(plain) ? (vocabulary.derive(stemmed).get(stemOf(plain)) ?? null) : null
}

/** A script whose languages inflect nouns by their endings. */
const inflected = /\p{Script=Cyrillic}/u
const ending =
  /(?<=\p{Script=Cyrillic}{4})(?:ами|ями|ого|его|ому|ему|ыми|ими|ией|[аяыиуюеоьй]|о[мвй]|е[мвй]|а[мх]|я[мх]|и[йяюемх]|ы[йемх]|ая|ое|ую)(?!\p{L})/gu

/** Words without the endings that inflect them: "адрес источника" and "адрес источник" are one. */
function stemOf(term: string): string {
  return term.replace(ending, '')
}

/** The headers of inflecting languages by their stems; the first of equal ones counts. */
function stemmed({ headers }: Vocabulary): ReadonlyMap<string, Field> {
  const stems = [...headers].filter(([term]) => inflected.test(term))
  return new Map(stems.map(([term, field]): [string, Field] => [stemOf(term), field]).reverse())
}

/** Single words that are whole headers; prepositions are no evidence within a longer header. */
function wordField(word: string, vocabulary: Vocabulary): Field | null {
  return word.length >= 3 && !vocabulary.prepositions.has(word) ? exactly(word, vocabulary) : null
}

const noBlanks = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]{2,}/u

/** In scripts without blanks a known term may be part of a longer one. */
function raiseInside(evidence: FieldEvidence, part: string, vocabulary: Vocabulary): void {
  if (!noBlanks.test(part)) return
  for (const [term, field] of vocabulary.headers) {
    if (term.length < 2 || term === part || !noBlanks.test(term) || !part.includes(term)) continue
    raise(evidence, field, part.endsWith(term) ? weights.last : weights.inside)
  }
}

/** The field that a header or key most speaks for; null when nothing in it is known well enough. */
export function fieldOf(text: string, vocabulary: Vocabulary): Field | null {
  const evidence = fieldEvidence(text, vocabulary)
  if (Math.min(evidence.source ?? 0, evidence.destination ?? 0) >= weights.last) return 'peer'
  const ranked = Object.entries(evidence).sort(([, a], [, b]) => b - a)
  return ranked[0] && ranked[0][1] >= weights.last ? (ranked[0][0] as Field) : null
}
