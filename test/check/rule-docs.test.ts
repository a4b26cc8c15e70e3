import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Rule, RuleNote } from '../../check/index.ts'
import { rulePages } from '../../scripts/rule-pages.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const write = (...args: string[]) =>
  spawnSync(process.execPath, ['--import', 'tsx', 'scripts/rule-docs.ts', ...args], {
    cwd: root,
    encoding: 'utf8',
  })

/** Reports every document that says "fog". */
const noFog: Rule = {
  id: 'no-fog',
  family: 'words',
  severity: 'warning',
  description: 'A page speaks of fog | mist.',
  why: 'Nobody sees it.',
  examples: [
    { title: 'in a block', wrong: '```\nfog\n```', right: 'sun', says: 'fog' },
    { wrong: { 'a.adoc': 'fog', 'b.md': 'sun' }, right: 'sun', says: 'fog', fix: 'sun' },
  ],
  check: ({ pages }) =>
    pages
      .filter(({ text }) => text.includes('fog'))
      .map(page => ({
        at: { document: page.path, line: 1, column: 1, endLine: 1, endColumn: 4 },
        message: '“fog” should be <sun>',
        severity: 'error',
        suggestion: {
          text: 'Write sun (https://example.org/a_b)',
          replacement: 'sun',
          span: { line: 1, column: 1, endLine: 1, endColumn: 4 },
        },
      })),
}

const aside: RuleNote = {
  id: 'aside',
  family: 'suppression',
  severity: 'info',
  description: 'Something else.',
  why: 'So.',
  examples: [],
}

const test = suite<{ folder: string }>('rule docs')

test.before(context => {
  context.folder = mkdtempSync(path.join(tmpdir(), 'portolan-'))
})
test.after(({ folder }) => rmSync(folder, { recursive: true }))

test('a page for each rule, and an index by chapter', () => {
  const pages = rulePages([noFog], [aside])
  assert.equal([...pages.keys()], ['README.md', 'no-fog.md', 'aside.md'])
  const index = pages.get('README.md')!
  assert.match(index, '## Words\n')
  assert.match(index, '| [no-fog](no-fog.md) | warning | `--fix` | A page speaks of fog \\| mist. |')
  assert.match(index, '| [aside](aside.md) | info |  | Something else. |')
  assert.not.match(index, '## Within a document')
  for (const text of pages.values()) {
    assert.match(text.split('\n')[0]!, /^<!-- Generated from .* -->$/)
    assert.ok(text.endsWith('\n') && !text.endsWith('\n\n'))
  }
})

test('a page shows what the rule says about its examples', () => {
  const page = rulePages([noFog], [aside]).get('no-fog.md')!
  assert.match(page, '### In a block\n\nWrong:\n\n````markdown\n```\nfog\n```\n````\n\n- line 1: **error**')
  assert.match(page, '**error** “fog” should be &lt;sun&gt;\n')
  assert.match(page, '*Mend:* Write sun \\(<https://example.org/a_b>\\)')
  assert.match(page, '`a.adoc`:\n\n```asciidoc\nfog\n```')
  assert.match(page, '- a.adoc, line 1: ')
  assert.match(page, '<!-- portolan-disable-next-line no-fog -- ')
  assert.match(page, '(README.md#words)')
})

test('the script writes pages, takes away those of rules that are gone, and knows stale ones', ({
  folder,
}) => {
  writeFileSync(path.join(folder, 'gone.md'), 'by hand\n')
  writeFileSync(path.join(folder, 'notes.txt'), 'kept\n')
  const before = write('--check', folder)
  assert.is(before.status, 1)
  assert.match(before.stderr, /README\.md.*gone\.md.*npm run rule-docs/)
  assert.equal(readdirSync(folder), ['gone.md', 'notes.txt'])

  assert.is(write(folder).status, 0)
  const files = readdirSync(folder)
  assert.not.ok(files.includes('gone.md'))
  assert.ok(files.includes('notes.txt') && files.includes('unknown-rule.md'))

  const after = write('--check', folder)
  assert.is(after.stderr, '')
  assert.is(after.status, 0)
})

test('the index names every page', ({ folder }) => {
  const index = readFileSync(path.join(folder, 'README.md'), 'utf8')
  const pages = readdirSync(folder).filter(file => file.endsWith('.md') && file !== 'README.md')
  assert.equal(
    pages.filter(file => !index.includes(`](${file})`)),
    [],
  )
})

test.run()
