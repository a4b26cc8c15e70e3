// npm run bench:expressions: looks for regular expressions whose time grows faster than what they read. Each one
// that the code holds, or makes of the vocabulary, is tried on runs of characters and words that expressions
// commonly stumble over, between what it begins with and what fits nothing. It takes long; ends with
// status 1 when one takes far more than twice as long on a run that is twice as long.
//
//   --only TEXT  expressions of modules whose path has the text
import { OverrunError, within } from '../dist/cli/within.js'
import { argumentsOf } from './arguments.js'
import { expressionsOf, madeExpressions } from './expressions/find.js'
import { pumpsFor } from './expressions/pumps.js'
import { worstOf } from './expressions/time.js'

const { values } = argumentsOf({ options: { only: { type: 'string', default: '' } } })
const expressions = [...expressionsOf(), ...(await madeExpressions())].filter(({ place }) =>
  place.includes(values.only),
)
/** Modules that give their expressions no longer texts than so many characters. */
const bounds = { 'extract/interpret/fields/sentence-ends.js': 600 }
/** Seconds for all runs of one expression; some take ten. */
const longest = 120
let slow = 0

for (const [index, { place, source, flags }] of expressions.entries()) {
  if (process.stderr.isTTY) process.stderr.write(`\r${index + 1} of ${expressions.length}`)
  const found = faultOf(new RegExp(source, flags), pumpsFor(source), bounds[place.replace(/:\d+$/, '')])
  if (!found) continue
  slow++
  console.log(`${place}: /${source}/${flags}\n  ${found}`)
}
console.log(`${expressions.length} expressions, ${slow} grow faster than what they read`)
process.exitCode = slow > 0 ? 1 : 0

function faultOf(expression, pumps, bound) {
  try {
    const worst = within(longest, () => worstOf(expression, pumps, bound))
    if (!worst) return null
    const [first, second] = worst.milliseconds.map(one => one.toFixed(1))
    return `${JSON.stringify(worst.before + worst.pump)}…: ${first} ms, ${bound ? 'at its longest' : 'twice as long'} ${second} ms`
  } catch (error) {
    if (error instanceof OverrunError) return `all runs take more than ${longest} seconds`
    throw error
  }
}
