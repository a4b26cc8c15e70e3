import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { staleFiles, writeFiles } from '../../dataset/files.ts'
import { inFolder } from './helpers.ts'

const files = new Map([
  ['data/a.json', '[]\n'],
  ['data/b.json', '{}\n'],
  ['schema/c.schema.json', '"港口"\n'],
])
const names = [...files.keys()]
const read = (folder: string, name: string) => readFileSync(path.join(folder, name), 'utf8')

test(
  'all files are written, into folders that are made, with nothing beside them',
  inFolder(folder => {
    const inner = path.join(folder, 'not/yet/there')
    writeFiles(inner, files)
    for (const [name, text] of files) assert.is(read(inner, name), text)
    assert.equal(readdirSync(inner).sort(), ['data', 'schema'])
  }),
)

test(
  'old files are replaced, and those of an earlier build removed',
  inFolder(folder => {
    writeFiles(folder, new Map([...files, ['data/old.json', '[]\n']]))
    writeFiles(folder, new Map([...files, ['data/a.json', '[1]\n']]))
    assert.is(read(folder, 'data/a.json'), '[1]\n')
    assert.equal(readdirSync(path.join(folder, 'data')).sort(), ['a.json', 'b.json'])
  }),
)

test(
  'files beside the folders that a build owns stay',
  inFolder(folder => {
    writeFileSync(path.join(folder, 'package.json'), '{}')
    writeFiles(folder, files)
    assert.is(read(folder, 'package.json'), '{}')
    assert.equal(staleFiles(folder, files), [])
  }),
)

test(
  'a large file is written whole',
  inFolder(folder => {
    const text = '港口'.repeat(2_000_000)
    writeFiles(folder, new Map([['data/large.json', text]]))
    assert.ok(read(folder, 'data/large.json') === text)
  }),
)

const stale: { title: string; harm: (folder: string) => void; expected: string[] }[] = [
  { title: 'nothing', harm: () => {}, expected: [] },
  {
    title: 'a changed file',
    harm: folder => writeFileSync(path.join(folder, 'data/b.json'), '{ }\n'),
    expected: ['data/b.json'],
  },
  {
    title: 'a byte order mark',
    harm: folder => writeFileSync(path.join(folder, 'data/a.json'), '\ufeff[]\n'),
    expected: ['data/a.json'],
  },
  {
    title: 'line ends of Windows',
    harm: folder => writeFileSync(path.join(folder, 'schema/c.schema.json'), '"港口"\r\n'),
    expected: ['schema/c.schema.json'],
  },
  {
    title: 'a file too many in each folder',
    harm: folder => {
      for (const name of ['schema/d.json', 'data/d.json']) writeFileSync(path.join(folder, name), '')
    },
    expected: ['data/d.json', 'schema/d.json'],
  },
  {
    title: 'a folder too many',
    harm: folder => mkdirSync(path.join(folder, 'data/more')),
    expected: ['data/more'],
  },
]

for (const { title, harm, expected } of stale) {
  test(
    `stale: ${title}`,
    inFolder(folder => {
      writeFiles(folder, files)
      harm(folder)
      assert.equal(staleFiles(folder, files), expected)
    }),
  )
}

test(
  'stale: everything, where there is nothing',
  inFolder(folder => assert.equal(staleFiles(path.join(folder, 'none'), files), names)),
)

test(
  'stale: a folder in place of a file',
  inFolder(folder => {
    mkdirSync(path.join(folder, 'data/a.json'), { recursive: true })
    assert.equal(staleFiles(folder, files), names)
  }),
)

/** A folder stands where one of the files should go: which of the others were replaced? */
function replacedBeside(folder: string, taken: string): string[] {
  for (const name of names.filter(name => name !== taken)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    writeFileSync(path.join(folder, name), 'old')
  }
  mkdirSync(path.join(folder, taken), { recursive: true })
  assert.throws(() => writeFiles(folder, files))
  assert.equal(
    readdirSync(folder).filter(name => name.startsWith('.')),
    [],
  )
  return names.filter(name => name !== taken && read(folder, name) !== 'old')
}

test(
  'the first file cannot be replaced: the others stay as they were',
  inFolder(folder => assert.equal(replacedBeside(folder, names[0]!), [])),
)

test(
  'the last file cannot be replaced: the others stay as they were',
  inFolder(folder => assert.equal(replacedBeside(folder, names.at(-1)!), [])),
)

test(
  'a folder too many: the files stay as they were, or the build goes through',
  inFolder(folder => {
    writeFiles(folder, files)
    mkdirSync(path.join(folder, 'data/more'))
    writeFiles(folder, files)
  }),
)

test.run()
