// Compiles the vocabulary of each room (`vocabulary/*.yaml`) into one module, so that nothing is read from disk at run time.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'

const root = path.join(import.meta.dirname, '..')

/** The words of the products that the data are about, by the ids of the products. */
function productsIn(folder) {
  const ids = readdirSync(folder).filter(id => existsSync(path.join(folder, id, 'product.yaml')))
  return Object.fromEntries(
    ids.sort().map(id => [id, parse(readFileSync(path.join(folder, id, 'product.yaml'), 'utf8'))]),
  )
}

for (const room of ['check', 'extract', 'reconcile']) {
  const folder = path.join(root, room, 'vocabulary')
  const files = readdirSync(folder).filter(file => file.endsWith('.yaml'))
  const entries = files.sort().map(file => {
    const content = parse(readFileSync(path.join(folder, file), 'utf8'))
    return [path.basename(file, '.yaml'), content]
  })
  if (room === 'reconcile') entries.push(['products', productsIn(path.join(root, 'sources'))])
  const module = [
    '// Generated from the YAML files beside it by scripts/compile-vocabulary.js. Do not edit.',
    '/** The content of each file, by its name without extension. */',
    `export const files: Readonly<Record<string, unknown>> = ${JSON.stringify(Object.fromEntries(entries), null, 1)}`,
  ]
  writeFileSync(path.join(folder, 'data.ts'), `${module.join('\n')}\n`)
}
