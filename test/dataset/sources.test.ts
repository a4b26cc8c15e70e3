import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { loadSources, SourceError, sourceIdOf } from '../../dataset/sources.ts'
import { SchemaError } from '../../schema/validate.ts'
import { inFolder } from './helpers.ts'

const given = fileURLToPath(new URL('../fixtures/cli/sources', import.meta.url))

/** Runs with a copy of the invented sources. */
const inSources = (use: (folder: string) => void) =>
  inFolder(folder => {
    cpSync(given, folder, { recursive: true })
    use(folder)
  })

test('sources come in order of their ids, with document and corrections', () => {
  const loaded = loadSources(given)
  assert.equal(
    loaded.map(({ source }) => source.id),
    ['harbour', 'pier'],
  )
  assert.equal(
    loaded.map(({ document }) => document),
    ['sources/harbour/document.md', 'sources/pier/document.md'],
  )
  assert.equal(
    loaded.map(({ corrections }) => corrections.map(({ id }) => id)),
    [[], ['tide-table-port']],
  )
  assert.is(loaded[0]!.text, readFileSync(path.join(given, 'harbour/document.md'), 'utf8'))
})

test(
  'files beside the folders are passed over, the name shown is the one given',
  inSources(folder => {
    writeFileSync(path.join(folder, 'README.md'), 'How to add a source')
    assert.equal(
      loadSources(folder, 'docs/ports').map(({ document }) => document),
      ['docs/ports/harbour/document.md', 'docs/ports/pier/document.md'],
    )
  }),
)

interface Case {
  title: string
  /** Change to a file of the pier: its name, and what takes the place of what. */
  change: [file: string, from: string | RegExp, to: string]
  message: RegExp
}

const syntax: Case[] = [
  {
    title: 'a bracket that is not closed',
    change: ['source.yaml', 'match: []', 'match: ['],
    message: /^sources\/pier\/source\.yaml:1\d: Flow sequence /,
  },
  {
    title: 'a tab',
    change: ['source.yaml', '  file:', '\tfile:'],
    message: /^sources\/pier\/source\.yaml:9: Tabs /,
  },
  {
    title: 'a key twice',
    change: ['source.yaml', 'product: ferry', 'product: ferry\nproduct: boat'],
    message: /^sources\/pier\/source\.yaml:3: Map keys must be unique/,
  },
  {
    title: 'broken corrections',
    change: ['corrections.yaml', '{ first: 2379', '{ first: 2379 {'],
    message: /^sources\/pier\/corrections\.yaml:6: /,
  },
  {
    title: 'another id than the folder',
    change: ['source.yaml', 'id: pier', 'id: quay'],
    message: /^sources\/pier\/source\.yaml:1: id is "quay"; it must be the folder's name, "pier"$/,
  },
  {
    title: 'a document that is not there',
    change: ['source.yaml', 'document.md', 'page.md'],
    message: /^sources\/pier\/page\.md: is missing/,
  },
]

const shape: Case[] = [
  {
    title: 'a number for a version',
    change: ['source.yaml', '"1.x"', '1.5'],
    message:
      /^sources\/pier\/source\.yaml: \/version must be a string or null; got 1\.5 \(put it in quotes\)$/,
  },
  {
    title: 'a format that nobody knows',
    change: ['source.yaml', 'format: markdown', 'format: markdwon'],
    message: /source\.yaml: \/format must be one of .*; did you mean "markdown"\?$/,
  },
  {
    title: 'a document outside the folder',
    change: ['source.yaml', 'document: document.md', 'document: ../harbour/document.md'],
    message: /source\.yaml: \/document must /,
  },
  {
    title: 'no floor',
    change: ['source.yaml', 'claims: 3', 'claims: 0'],
    message: /source\.yaml: \/floor\/claims must be 1 or more; got 0$/,
  },
  {
    title: 'a correction without evidence',
    change: ['corrections.yaml', /evidence:[\s\S]*/, 'evidence: []'],
    message: /^sources\/pier\/corrections\.yaml: \/0\/evidence must have 1 item or more; got 0$/,
  },
  {
    title: 'an empty source.yaml',
    change: ['source.yaml', /[\s\S]*/, ''],
    message: /^sources\/pier\/source\.yaml: must be an object; got null$/,
  },
]

function failure(folder: string, { change: [file, from, to] }: Case): unknown {
  const name = path.join(folder, 'pier', file)
  const text = readFileSync(name, 'utf8')
  const changed = text.replace(from, to)
  assert.is.not(changed, text)
  writeFileSync(name, changed)
  try {
    return loadSources(folder)
  } catch (error) {
    return error
  }
}

for (const [kind, cases] of [[SourceError, syntax] as const, [SchemaError, shape] as const]) {
  for (const one of cases) {
    test(
      `names the file and the mend: ${one.title}`,
      inSources(folder => {
        const error = failure(folder, one)
        assert.instance(error, kind)
        assert.match((error as Error).message, one.message)
      }),
    )
  }
}

test(
  'a source without corrections needs no file for them',
  inSources(folder => {
    rmSync(path.join(folder, 'pier/corrections.yaml'))
    assert.equal(loadSources(folder)[1]!.corrections, [])
  }),
)

test(
  'a folder without source.yaml is named',
  inSources(folder => {
    mkdirSync(path.join(folder, 'quay'))
    assert.throws(() => loadSources(folder), /^sources\/quay\/source\.yaml: is missing/)
  }),
)

test('sourceIdOf: the document of a source, whose claims have the same ids in a build and in `extract`', () => {
  const root = fileURLToPath(new URL('../../', import.meta.url))
  const idOf = (file: string) => sourceIdOf(path.join(root, file))
  assert.is(idOf('sources/rke-nodes/document.md'), 'rke-nodes')
  assert.is(idOf('sources/rke-nodes/corrections.yaml'), undefined)
  assert.is(idOf('README.md'), undefined)
})

test.run()
