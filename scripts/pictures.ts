// Draws the pictures that the documentation shows: `npm run pictures`.
// With --check it writes nothing and exits 1 when a picture is not what would be drawn.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { query } from '../dataset/api/query.ts'
import { subsetOf } from '../dataset/export/flows.ts'
import { layout } from '../dataset/export/layout.ts'
import { picturesOf } from '../dataset/export/picture.ts'
import { toSvg } from '../dataset/export/svg.ts'
import { loadDataset } from '../dataset/files.ts'
import { replaceFile } from '../dataset/write.ts'

/** File names, each with what is seen. */
const pictures = {
  'rancher-custom-nodes.svg': { product: 'rancher', deployment: 'custom-nodes' },
  'rke2-cluster.svg': { product: 'rke2', deployment: 'cluster' },
}

const root = path.join(import.meta.dirname, '..')
const folder = path.join(root, 'docs/pictures')
const dataset = loadDataset(path.join(root, 'dataset'))

for (const [name, filter] of Object.entries(pictures)) {
  const flows = query(dataset.flows, filter, dataset.roles)
  if (flows.length === 0) throw new Error(`${name}: the dataset has no flows for it any more`)
  const svg = toSvg(await Promise.all(picturesOf(subsetOf(dataset, flows)).map(layout)))
  const file = path.join(folder, name)
  if (!process.argv.includes('--check')) replaceFile(file, svg)
  else if (!existsSync(file) || readFileSync(file, 'utf8') !== svg) {
    console.error(`${file}: not what the data say; run \`npm run pictures\` and commit the result`)
    process.exitCode = 1
  }
}
