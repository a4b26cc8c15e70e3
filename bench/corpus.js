// Writes a corpus like a real docs tree: node bench/corpus.js FOLDER COUNT [SEED]
// One file in three has a table, one in six says tcp or udp, one in 25 has both tcp or udp and a table row
// with a number, one in 50 states ports. The words are made up; the same seed gives the same bytes.
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const words =
  'the a node cluster service operator configure value option deploy release version field object create update watch restart volume policy default namespace resource label secret image registry token user group role binding quota limit request storage class snapshot backup restore upgrade rollback metric alert dashboard log level trace event schedule queue worker leader replica shard index cache proxy route header body query result error retry timeout interval window budget'.split(
    ' ',
  )

/** A generator of numbers in [0, 1) from a seed (mulberry32). */
export function random(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** Makes `count` documents, one after the other. */
export function* documents(count, seed) {
  const next = random(seed)
  const int = n => Math.floor(next() * n)
  const pick = list => list[int(list.length)]
  const text = n => Array.from({ length: n }, () => pick(words)).join(' ')
  const sentence = () => {
    const said = text(8 + int(16))
    const marked =
      int(3) === 0
        ? `${said} \`${pick(words)}-${pick(words)}\``
        : int(5) === 0
          ? `${said} [${text(2)}](/docs/${pick(words)}/${pick(words)}/)`
          : said
    return `${marked[0].toUpperCase()}${marked.slice(1)}.`
  }
  const paragraph = () => Array.from({ length: 2 + int(4) }, sentence).join(' ')
  const list = () => Array.from({ length: 3 + int(5) }, () => `- ${sentence()}`).join('\n')
  const code = () =>
    `\`\`\`yaml\nkind: ${pick(words)}\nspec:\n${Array.from({ length: 4 + int(10) }, () => `  ${pick(words)}: ${int(2) ? pick(words) : int(90)}`).join('\n')}\n  containerPort: 80${int(99)}\n\`\`\``
  const row = cells => `| ${cells.join(' | ')} |`
  const wordTable = () =>
    [
      row(['Option', 'Meaning']),
      row(['---', '---']),
      ...Array.from({ length: 3 + int(8) }, () => row([`\`${pick(words)}\``, sentence()])),
    ].join('\n')
  const numberTable = () =>
    [
      row(['Size', 'Nodes', 'Memory']),
      row(['---', '---', '---']),
      ...Array.from({ length: 4 }, (_, i) => row([text(1), `${10 * (i + 1)}`, `${2 ** i} GB`])),
    ].join('\n')
  const portTable = () =>
    [
      row(['Protocol', 'Port', 'Source', 'Description']),
      row(['---', '---', '---', '---']),
      ...Array.from({ length: 4 + int(8) }, () =>
        row([pick(['TCP', 'UDP']), `${1024 + int(60000)}`, `${text(1)} nodes`, text(3)]),
      ),
    ].join('\n')
  for (let i = 0; i < count; i++) {
    const claims = i % 50 === 7
    const numbered = claims || i % 50 === 32
    const says = numbered || i % 25 === 3 || i % 25 === 11 || i % 25 === 19
    const parts = [`---\ntitle: ${text(3)}\n---`, `# ${text(3)}`]
    for (let section = 0; section < 4 + int(5); section++) {
      parts.push(
        `## ${text(2)}`,
        paragraph(),
        int(2) ? list() : paragraph(),
        int(3) === 0 ? code() : paragraph(),
      )
    }
    if (i % 3 === 0) parts.push(`## ${text(2)}`, wordTable())
    if (numbered) parts.push(`## ${text(2)}`, claims ? portTable() : numberTable())
    if (says) parts.push(`The ${text(4)} ${pick(['TCP', 'UDP'])} ${text(6)}.`)
    yield { name: `${Math.floor(i / 200)}/${i}.md`, text: `${parts.join('\n\n')}\n` }
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [folder, count, seed] = process.argv.slice(2)
  for (const { name, text } of documents(Number(count), Number(seed ?? 1))) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    writeFileSync(path.join(folder, name), text)
  }
}
