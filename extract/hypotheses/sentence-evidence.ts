import type { SentenceEnds } from '../interpret/fields/sentence-ends.ts'
import type { PortPhrase } from '../interpret/fields/sentence-ports.ts'
import type { Rich } from '../interpret/rich.ts'
import type { Vocabulary } from '../vocabulary/index.ts'

/** A phrase that names ports, in its sentence. */
interface Parts {
  sentence: Rich
  text: string
  phrase: PortPhrase
  ends: SentenceEnds
}

/** What speaks for and against a phrase of a sentence as a statement of traffic. */
export function sentenceEvidence(
  { sentence, text, phrase, ends }: Parts,
  vocabulary: Vocabulary,
): Record<string, number> {
  const { needs, denials, mentions, affirmed } = vocabulary.sentences
  const clause = withoutAsides(clauseAround(text, phrase))
  return {
    bias: 1,
    need: needs.test(withoutAsides(text)) ? 1 : 0,
    needBeside: needs.test(clause) ? 1 : 0,
    source: ends.source.length > 0 ? 1 : 0,
    destination: ends.destination.length > 0 ? 1 : 0,
    protocol: phrase.ports.some(({ protocols }) => protocols.length > 0) ? 1 : 0,
    refused: denials.test(clause) && !affirmed.test(clause) ? 1 : 0,
    mention: mentions.test(clause) ? 1 : 0,
    command: isInCommand(sentence, phrase) ? 1 : 0,
    question: /[?？]\s*$/.test(text) ? 1 : 0,
    small: phrase.ports.every(({ last }) => last < 20) ? 1 : 0,
  }
}

/** The sum of the evidence. */
export function weighSentence(evidence: Record<string, number>, { weights }: Vocabulary): number {
  return Object.entries(weights.sentence).reduce(
    (sum, [name, weight]) => sum + weight * (evidence[name] ?? 0),
    0,
  )
}

/** The words between the marks around a phrase: each clause denies for itself. */
export function clauseAround(text: string, { start, end }: { start: number; end: number }): string {
  const front = text.slice(0, start)
  const back = text.slice(end)
  const from = Math.max(...[...front.matchAll(/[,;:，；：](?=\s|\p{L})/gu)].map(({ index }) => index + 1), 0)
  const to = back.search(/[,;，；]/)
  return text.slice(from, to < 0 ? text.length : end + to)
}

/** Words in brackets without a number are about something else. */
function withoutAsides(text: string): string {
  return text.replace(/[(（][^()（）\d]*[)）]/g, ' ')
}

/** An option right before a port: `-p tcp 8081`, `--port 8081`. */
const option = /\s-{1,2}\p{L}[\w-]*[\s=]+$/u

/** A phrase behind an option, or within code that holds other words or an option, is part of a command. */
function isInCommand({ runs, text }: Rich, { start, end }: PortPhrase): boolean {
  if (option.test(text.slice(Math.max(0, start - 30), start))) return true
  const code = runs.find(run => run.kind === 'code' && run.start < end && run.end > start)
  if (!code) return false
  const others = `${text.slice(code.start, Math.max(code.start, start))} ${text.slice(Math.min(end, code.end), code.end)}`
  return code.start < start && /\p{L}{2}.*\s|--?\p{L}|[=$]/u.test(others)
}
