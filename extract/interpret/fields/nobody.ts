import type { Vocabulary } from '../../vocabulary/index.ts'
import { normalizeTerm } from '../../vocabulary/words.ts'

/** Tests whether a cell's words name nobody and nothing: `-`, `n/a`, blank. A lone `*` means anybody. */
export function isNobody(words: string, { nobody }: Vocabulary): boolean {
  return words.trim() !== '*' && nobody.has(normalizeTerm(words))
}
