// Bundles the parsers of Markdown and HTML, which come as some ninety packages, and two packages of which little is used
// into dist/bundled, and has the compiled code import them from there. Packages in `dependencies` stay outside.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
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

rmSync(folder, { recursive: true, force: true })
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
writeFileSync(path.join(folder, 'LICENSES.txt'), licences(Object.keys(metafile.inputs)))

const imported = new RegExp(`(?<=\\bfrom ')(?:${bundled.join('|')})(?=')`, 'g')
for (const name of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
  const file = path.join(dist, name)
  if (!name.endsWith('.js') || file.startsWith(folder)) continue
  const code = readFileSync(file, 'utf8')
  const to = path.relative(path.dirname(file), folder).split(path.sep).join('/')
  const rewritten = code.replace(
    imported,
    found => `${to.startsWith('.') ? to : `./${to}`}/${fileOf(found)}.js`,
  )
  if (rewritten !== code) writeFileSync(file, rewritten)
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
