import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { pick, randomOf } from '../../bench/mutate/random.ts'
import { root } from '../cli/helpers.ts'
import type { Input } from '../fuzz/input.ts'
import { inspect } from '../fuzz/inspect.ts'
import { mutated } from '../fuzz/mutate.ts'

// Documents of the project, damaged: through all stages everything holds that must. A document that fails is worth
// keeping in test/fixtures/regressions. FUZZ_SEED=n draws others.
const first = Number(process.env.FUZZ_SEED ?? 1)
const tries = 600
/** Documents are cut to this many characters: each is tried in a moment. */
const mostCharacters = 3000

const pages = ['sources', 'test/fixtures/extract', 'test/fixtures/regressions', 'examples'].flatMap(folder =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => /\.(?:md|mdx|html|adoc|rst|xml)$/.test(name))
    .sort()
    .map((name): Input => {
      const text = readFileSync(path.join(root, folder, name), 'utf8')
      return { path: `page${path.extname(name)}`, text }
    }),
)

/** Some lines of a page, damaged; the same for the same seed. */
function damaged(seed: number): Input {
  const random = randomOf(seed)
  const { path, text } = pick(pages, random)
  const at = Math.floor(random() * Math.max(1, text.length - mostCharacters))
  const part = text.slice(text.lastIndexOf('\n', at) + 1, at + mostCharacters)
  return { path, text: mutated(part, random, pick(pages, random).text.slice(0, mostCharacters)) }
}

for (let seed = first; seed < first + tries; seed++)
  test(`damaged document ${seed}`, async () => {
    const input = damaged(seed)
    const failure = await inspect(input, seed % 5 === 0)
    assert.is(failure, null, failure ? `${JSON.stringify(failure)}\n${JSON.stringify(input)}` : '')
  })

test.run()
