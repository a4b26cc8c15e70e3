import fc from 'fast-check'
import { markdown } from './dictionary.ts'

const odd = fc.constantFrom('\r\n', '\r', '\t', '\u00A0', '\uFEFF', '\u0000')

/** Text that looks like Markdown or HTML, mostly broken. */
export const soup: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 18, arbitrary: fc.constantFrom(...markdown) },
      { weight: 1, arbitrary: odd },
      { weight: 1, arbitrary: fc.string({ maxLength: 5 }) },
    ),
    { maxLength: 40 },
  )
  .map(parts => parts.join(''))
