import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'acorn'
import { full } from 'acorn-walk'

const root = path.join(import.meta.dirname, '../..')
const dist = path.join(root, 'dist')

/** The expressions that stand in the compiled code: where, source and flags. */
export function expressionsOf() {
  return readdirSync(dist, { recursive: true })
    .filter(file => file.endsWith('.js'))
    .sort()
    .flatMap(file => literalsOf(file))
}

function literalsOf(file) {
  const text = readFileSync(path.join(dist, file), 'utf8')
  const tree = parse(text, {
    ecmaVersion: 'latest',
    sourceType: 'module',
    locations: true,
    allowHashBang: true,
  })
  const found = []
  full(tree, ({ type, regex, loc }) => {
    if (type === 'Literal' && regex)
      found.push({ place: `${file}:${loc.start.line}`, source: regex.pattern, flags: regex.flags })
  })
  return found
}

/** The expressions that are made when the modules are loaded and the sources are checked. */
export async function madeExpressions() {
  const found = new Map()
  const Usual = globalThis.RegExp
  globalThis.RegExp = new Proxy(Usual, {
    construct(target, args, made) {
      const { source, flags } = Reflect.construct(target, args, made)
      const place = ownPlace(new Error().stack)
      if (place && !found.has(source)) found.set(source, { place, source, flags })
      return Reflect.construct(target, args, made)
    },
  })
  try {
    await useAll()
  } finally {
    globalThis.RegExp = Usual
  }
  return [...found.values()]
}

/** Where our own code makes it; null where that of a package does. */
function ownPlace(stack) {
  const caller = stack.split('\n')[2] ?? ''
  return caller.includes('node_modules') ? null : (/\/dist\/(.+?:\d+):\d+\)?$/.exec(caller)?.[1] ?? null)
}

async function useAll() {
  const { checkPages, pageOf } = await import('../../dist/check/index.js')
  const sources = path.join(root, 'sources')
  const pages = readdirSync(sources).map(source => {
    const text = readFileSync(path.join(sources, source, 'document.md'), 'utf8')
    return pageOf({ path: `${source}.md`, text })
  })
  checkPages(pages)
}
