import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { folderWith, several } from './cli/helpers.ts'

// What the documentation shows is run by scripts/examples.ts; here stands that no block escapes it unsaid.
const root = new URL('../', import.meta.url)
const documents = [
  ...['README.md', 'CONTRIBUTING.md', 'dataset/README.md', 'examples/README.md'],
  ...readdirSync(new URL('docs/', root))
    .filter(name => name.endsWith('.md'))
    .map(name => `docs/${name}`),
].filter(name => !/^<!-- Generated /.test(readFileSync(new URL(name, root), 'utf8')))

/** A block of code, and the comments around it. */
interface Block {
  place: string
  language: string
  text: string
  /** The comment before it, and the one behind it. */
  before: string
  behind: string
}

function blocksOf(document: string): Block[] {
  const page = readFileSync(new URL(document, root), 'utf8')
  const blocks =
    /(?:^<!-- ((?:not )?run(?:, exit \d+)?: [^\n]+) -->\n\n)?^```(\w+)\n([\s\S]*?)\n```(?=(?:\n\n<!-- (run(?:, exit \d+)?: [^\n]+) -->)?)/gm
  return [...page.matchAll(blocks)].map(({ index, ...found }) => ({
    place: `${document}:${page.slice(0, index).split('\n').length}`,
    before: found[1] ?? '',
    language: found[2]!,
    text: found[3]!,
    behind: found[4] ?? '',
  }))
}
const blocks = documents.flatMap(blocksOf)

/** Shows what the block behind it prints: the same command, or the program that it takes out of the page. */
function isRunBehind({ language, text, behind }: Block): boolean {
  return (
    behind.replace(/^run(?:, exit \d+)?: /, '') === text ||
    (language === 'js' && /^run: .*\bawk -v n=\d+ /.test(behind))
  )
}

test('every block of code is run, or says why it is not', () => {
  assert.ok(blocks.length >= 60, `${blocks.length}`)
  const unsaid = blocks.filter(block => block.before === '' && !isRunBehind(block))
  assert.equal(
    unsaid.map(({ place }) => place),
    [],
  )
})

const [whole] = await several([{ args: ['--help'] }])
const names = [...whole!.stdout.matchAll(/^ {2}([a-z]+) {2,}/gm)].map(([, name]) => name!)
const helps = await several(names.map(name => ({ args: [name, '--help'] })))
const known = new Map(names.map((name, i) => [name, optionsIn(helps[i]!.stdout)]))

function optionsIn(help: string): string[] {
  return (help.match(/^ {2}(?:-\w, )?--[\w-]+/gm) ?? []).flatMap(flags => flags.trim().split(', '))
}

const shown = [
  ...blocks,
  { place: '--help', text: whole!.stdout },
  ...helps.map(({ stdout }, i) => ({ place: `${names[i]} --help`, text: stdout })),
]
const commands = shown.flatMap(({ place, text }) =>
  text
    .split('\n')
    .filter(line => /^ *(?:portolan|node bin\/portolan\.js) [a-z]/.test(line))
    .map(line => ({ place, words: line.trim().split(/\s+/) })),
)

test('every command line that is shown has a command and options that there are', () => {
  assert.ok(commands.length >= 80, `${commands.length}`)
  for (const { place, words } of commands) {
    const [name = '', ...rest] = words.slice(words[0] === 'node' ? 2 : 1)
    const end = rest.findIndex(word => ['--', '|', '#'].includes(word))
    const options = rest.slice(0, end < 0 ? rest.length : end).filter(word => /^--?[a-z]/.test(word))
    assert.ok(known.has(name), `${place}: ${words.join(' ')}`)
    assert.equal(
      options.filter(word => !known.get(name)!.includes(word.replace(/=.*/, ''))),
      [],
      `${place}: ${words.join(' ')}`,
    )
  }
})

const settings = blocks.filter(
  ({ before }) => before === 'not run: a configuration; test/docs.test.ts has it read',
)
const read = await several(
  settings.map(({ language, text }) => {
    const name = `portolanrc.${language}`
    return {
      args: ['check', '--config', name, 'page.md'],
      cwd: folderWith({ [name]: text, 'page.md': '# Piers\n' }),
    }
  }),
)

test('every configuration that is shown is one that can be read', () => {
  assert.is(settings.length, 5)
  for (const [i, { place }] of settings.entries()) {
    const { status, stderr } = read[i]!
    assert.equal({ status, stderr }, { status: 0, stderr: '' }, place)
  }
})

test.run()
