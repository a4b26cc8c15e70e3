// One contestant over one folder, in a process of its own: node bench/contestant.js NAME FOLDER
// Prints one JSON line: files, bytes, seconds, peak memory, and what it counted.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const [name, folder] = process.argv.slice(2)
const files = readdirSync(folder, { recursive: true })
  .filter(file => file.endsWith('.md'))
  .sort()
  .map(file => path.join(folder, file))

const contestants = {
  /** Reading and one regular expression. */
  scan: () => text => (/\b(?:tcp|udp)\b/i.test(text) ? 1 : 0),
  /** How often each mark of the corpus is met, and the pre-filter's pass rate. */
  rates: async () => {
    const { mayClaim } = await import('../dist/extract/index.js')
    const counts = { table: 0, protocol: 0, both: 0, passed: 0 }
    const work = text => {
      const protocol = /\b(?:tcp|udp)\b/i.test(text)
      if (/^\|[ :-]*-[ :|-]*$/m.test(text)) counts.table++
      if (protocol) counts.protocol++
      if (protocol && /^\|.*\|\s*\d{2,5}\s*\|/m.test(text)) counts.both++
      if (mayClaim(text)) counts.passed++
      return 0
    }
    return Object.assign(work, { counts })
  },
  portolan: async () => {
    const { extract, mayClaim } = await import('../dist/extract/index.js')
    return async (text, file) => (mayClaim(text) ? (await extract(file, text)).claims.length : 0)
  },
  /** What a tool would do that parses every page: Markdown to hast, HTML and all. */
  remark: async () => {
    const { unified } = await import('unified')
    const { raw } = await import('hast-util-raw')
    const plugins = await Promise.all(
      ['remark-parse', 'remark-gfm', 'remark-rehype'].map(async plugin => (await import(plugin)).default),
    )
    const [parse, gfm, rehype] = plugins
    const processor = unified().use(parse).use(gfm).use(rehype, { allowDangerousHtml: true })
    return text => raw(processor.runSync(processor.parse(text))).children.length
  },
}

const work = await contestants[name]()
const start = performance.now()
let bytes = 0
let counted = 0
for (const file of files) {
  const text = readFileSync(file, 'utf8')
  bytes += Buffer.byteLength(text)
  counted += await work(text, file)
}
const seconds = (performance.now() - start) / 1000
console.log(
  JSON.stringify({
    files: files.length,
    bytes,
    seconds,
    memory: process.resourceUsage().maxRSS * 1024,
    counted,
    counts: work.counts,
  }),
)
