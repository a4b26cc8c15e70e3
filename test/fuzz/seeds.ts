import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { adversarial, damaged, valid } from '../generators/documents.ts'
import { extensionOf, type Seed } from './session.ts'

const root = path.join(import.meta.dirname, '../..')

/** Documents of the project: those of the sources, the fixtures of readers, and what was wrong once. */
export function ownDocuments(): Seed[] {
  const folders = ['sources', 'test/fixtures/extract', 'test/fixtures/regressions', 'examples']
  const files = folders.flatMap(folder =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map(name =>
      path.join(folder, name),
    ),
  )
  return files
    .filter(name => /\.(?:md|mdx|html|adoc|rst|xml)$/.test(name))
    .sort()
    .map(name => ({ path: `page${extensionOf(name)}`, bytes: readFileSync(path.join(root, name)) }))
}

/** Documents that are generated, without end; the same for the same seed. */
export function* generated(seed: number): Generator<Seed, never> {
  for (let batch = seed; ; batch = (Math.imul(batch, 31) + 7) | 0) {
    for (const { path, text } of fc.sample(fc.oneof(valid, damaged, adversarial), {
      seed: batch,
      numRuns: 50,
    }))
      yield { path, bytes: Buffer.from(text) }
  }
}
