import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from 'yaml'
import { fieldOf } from '../../../extract/profile/words.ts'
import { defaultVocabulary } from '../../../extract/vocabulary/default.ts'
import { expressionOf, normalizeTerm } from '../../../extract/vocabulary/words.ts'

const vocabulary = defaultVocabulary()
const folder = fileURLToPath(new URL('../../../extract/vocabulary/', import.meta.url))
const files = readdirSync(folder).filter(name => name.endsWith('.yaml'))
const languages = files.map(name => [name, parse(readFileSync(folder + name, 'utf8'))] as const)

type Lists = { [key: string]: unknown }

/** Every list of words in a file, by its path: `conditions.leading`. */
function listsOf(value: unknown, at: string[] = []): [path: string, words: string[]][] {
  if (Array.isArray(value)) return [[at.join('.'), value as string[]]]
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value as Lists).flatMap(([key, inner]) => listsOf(inner, [...at, key]))
}

/** `{ports}`, `{source}`, `{source+}` in a pattern of sentences. */
const part = /\{([a-z]+)\+?\}/g

for (const [name, language] of languages) {
  test(`${name}: every entry is text, and every expression can be read`, () => {
    for (const [path, words] of listsOf(language)) {
      for (const word of words) {
        assert.type(word, 'string', `${path}: ${JSON.stringify(word)} is no text; put it in quotes`)
        assert.not.throws(() => new RegExp(expressionOf(word), 'iu'), `${path}: ${word}`)
      }
    }
  })

  test(`${name}: no list holds a word twice`, () => {
    for (const [path, words] of listsOf(language)) {
      if (path === 'sentences.patterns') continue
      const twice = words.filter((word, i) => words.indexOf(word) !== i)
      assert.equal(twice, [], path)
    }
  })

  test(`${name}: a pattern of sentences can be read, and names each of its parts once`, () => {
    const patterns: string[] = language.sentences?.patterns ?? []
    assert.equal([...new Set(patterns)], patterns)
    for (const pattern of patterns) {
      const names = [...pattern.matchAll(part)].map(match => match[1]!)
      assert.equal([...new Set(names)], names, pattern)
      assert.ok(names.length > 0, pattern)
      assert.ok(
        names.every(each => ['ports', 'source', 'destination', 'both'].includes(each)),
        pattern,
      )
      assert.not.throws(() => new RegExp(pattern.replace(part, 'x'), 'iu'), pattern)
    }
  })
}

test('a header word means one thing in all languages', () => {
  const meanings = new Map<string, Set<string>>()
  for (const [, language] of languages) {
    for (const [field, words] of Object.entries((language.headers ?? {}) as Record<string, string[]>))
      for (const word of words) {
        const term = normalizeTerm(word)
        meanings.set(term, (meanings.get(term) ?? new Set()).add(field))
      }
  }
  const several = [...meanings].filter(([, fields]) => fields.size > 1).map(([term]) => term)
  assert.equal(several, [])
  for (const [term, { else: usual }] of vocabulary.ambiguous)
    assert.equal([...(meanings.get(term) ?? [usual])], [usual], term)
})

test('a protocol word means one protocol', () => {
  const all = languages.flatMap(([, language]) =>
    Object.entries((language.protocols ?? {}) as Record<string, string[]>).flatMap(([protocol, words]) =>
      words.map(word => [normalizeTerm(word), protocol] as const),
    ),
  )
  for (const [word, protocol] of all) assert.is(vocabulary.protocols.get(word), protocol, word)
})

test('every listed header is found as it is listed', () => {
  for (const [term, field] of vocabulary.headers) assert.is(fieldOf(term, vocabulary), field, term)
})

const headers: { input: string; expected: string | null }[] = [
  { input: 'Port', expected: 'ports' },
  { input: '**Port(s)**', expected: 'ports' },
  { input: 'Ports:', expected: 'ports' },
  { input: 'Port / Protocol', expected: 'ports' },
  { input: 'Port Range (inclusive)', expected: 'ports' },
  { input: 'Protocols', expected: 'protocol' },
  { input: 'Source node', expected: 'source' },
  { input: 'Destination hosts', expected: 'destination' },
  { input: 'Source/Destination', expected: 'peer' },
  { input: 'From / To', expected: 'matrix' },
  { input: 'Rule Type', expected: 'direction' },
  { input: 'Notes', expected: 'description' },
  { input: '端口', expected: 'ports' },
  { input: '来源', expected: 'source' },
  { input: 'Source port', expected: 'sourcePort' },
  { input: 'Support', expected: null },
  { input: 'Portable', expected: null },
  { input: '', expected: null },
]

for (const { input, expected } of headers) {
  test(`header: ${input || 'nothing'}`, () => assert.is(fieldOf(input, vocabulary), expected))
}

test('English comes with every list that the code asks for', () => {
  const { ports, subject, sentences, conditions } = vocabulary
  for (const list of [ports.nouns, ports.joiners, ports.ranges, subject.noise, sentences.patterns])
    assert.ok(list.length > 0)
  assert.ok(conditions.notes.test('Only if it rains'))
  assert.ok(vocabulary.headers.size > 50)
})

test.run()
