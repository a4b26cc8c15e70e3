// Finishes what tsc compiled into dist:
// - Files of an earlier compilation whose source is gone are deleted, here and in dataset/dist.
// - The schemas are copied beside the code that reads them.
// - The parsers of Markdown and HTML, which come as some ninety packages, and two packages of which little is used are
//   bundled into dist/bundled. The compiled code imports them from there. Packages in `dependencies` are not bundled.
// A file is only deleted when it is no longer needed, so that commands that run meanwhile find their modules.
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'

const root = path.join(import.meta.dirname, '..')
const dist = path.join(root, 'dist')
const folder = path.join(dist, 'bundled')
const bundled = [
  'csv-stringify/sync',
  'diff',
  'hast-util-raw',
  'rehype-parse',
  'remark-gfm',
  'remark-parse',
  'remark-rehype',
  'unified',
]
const fileOf = name => name.replace('/', '-')
const { dependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))

const schemas = ['schema', 'check'].flatMap(room =>
  readdirSync(path.join(root, room))
    .filter(file => file.endsWith('.schema.json'))
    .map(file => path.join(room, file)),
)
for (const file of schemas) cpSync(path.join(root, file), path.join(dist, file))

const { metafile } = await build({
  entryPoints: Object.fromEntries(bundled.map(name => [fileOf(name), name])),
  absWorkingDir: root,
  outdir: folder,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  external: Object.keys(dependencies),
  metafile: true,
})
const licenceFile = path.join(folder, 'LICENSES.txt')
writeFileSync(licenceFile, licences(Object.keys(metafile.inputs)))

const made = new Set(
  [...Object.keys(metafile.outputs), path.relative(root, licenceFile)].map(file => path.resolve(root, file)),
)
for (const compiled of [dist, path.join(root, 'dataset/dist')])
  for (const file of filesIn(compiled))
    if (!made.has(file) && !existsSync(sourceOf(path.relative(compiled, file)))) rmSync(file)

const imported = new RegExp(`(?<=\\bfrom ')(?:${bundled.join('|')})(?=')`, 'g')
for (const file of filesIn(dist)) {
  if (!file.endsWith('.js') || file.startsWith(folder)) continue
  const code = readFileSync(file, 'utf8')
  const to = path.relative(path.dirname(file), folder).split(path.sep).join('/')
  const rewritten = code.replace(
    imported,
    found => `${to.startsWith('.') ? to : `./${to}`}/${fileOf(found)}.js`,
  )
  if (rewritten !== code) writeFileSync(file, rewritten)
}

/** @returns {string[]} paths of all files in a folder and its subfolders, none when there is no such folder */
function filesIn(folder) {
  if (!existsSync(folder)) return []
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries.filter(entry => entry.isFile()).map(({ parentPath, name }) => path.join(parentPath, name))
}

/** The file that a file in dist is compiled or copied from. */
function sourceOf(file) {
  return path.join(root, file.replace(/\.d\.ts$|\.js$/, '.ts'))
}

/** Licence texts of the bundled packages; packages with the same text share it. */
function licences(inputs) {
  const folders = new Set(inputs.map(input => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0]))
  const byText = new Map()
  for (const folder of [...folders].sort()) {
    const { name, version } = JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8'))
    const file = readdirSync(path.join(root, folder)).find(file => /^licen[cs]e/i.test(file))
    if (!file) throw new Error(`${name} is bundled and has no licence file`)
    const text = readFileSync(path.join(root, folder, file), 'utf8').trim()
    byText.set(text, [...(byText.get(text) ?? []), `${name} ${version}`])
  }
  return [...byText]
    .map(([text, names]) => `${names.join(', ')}\n\n${text}\n`)
    .join(`\n${'-'.repeat(80)}\n\n`)
}
