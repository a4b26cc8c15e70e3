import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { extract } from '../../../extract/index.ts'
import { decode } from '../../../extract/read/decode.ts'

const hex = (text: string) => Buffer.from(text.replace(/\s/g, ''), 'hex')
const utf16 = (text: string) => Buffer.concat([hex('fffe'), Buffer.from(text, 'utf16le')])
const german = '| Port | Zweck |\n| 7443 | für die Geräte |\n'

const readable: { title: string; bytes: Buffer; text: string; encoding?: string }[] = [
  { title: 'UTF-8', bytes: Buffer.from('für 端口'), text: 'für 端口' },
  { title: 'UTF-8 with a byte order mark', bytes: Buffer.from('\uFEFFx'), text: '\uFEFFx' },
  { title: 'UTF-16', bytes: utf16('Port 7443 ü'), text: '\uFEFFPort 7443 ü', encoding: 'utf-16le' },
  { title: 'UTF-16, bytes swapped', bytes: utf16('Pört').swap16(), text: '\uFEFFPört', encoding: 'utf-16be' },
  { title: 'ISO 8859-1', bytes: Buffer.from(german, 'latin1'), text: german, encoding: 'windows-1252' },
  {
    title: 'Windows-1252',
    bytes: Buffer.concat([Buffer.from('Ports '), hex('96'), Buffer.from(' für Geräte', 'latin1')]),
    text: 'Ports – für Geräte',
    encoding: 'windows-1252',
  },
  {
    title: 'GB18030',
    bytes: Buffer.concat([hex('b4 f2 bf aa b6 cb bf da'), Buffer.from(' 443'), hex('a1a3')]),
    text: '打开端口 443。',
    encoding: 'gb18030',
  },
  {
    title: 'Shift_JIS',
    bytes: Buffer.concat([hex('83 7c 81 5b 83 67'), Buffer.from(' 443 '), hex('82 f0 8a 4a 82 ad 81 42')]),
    text: 'ポート 443 を開く。',
    encoding: 'shift_jis',
  },
  {
    title: 'what the page declares',
    bytes: Buffer.from('<meta charset="iso-8859-2"><p>\xb3</p>', 'latin1'),
    text: '<meta charset="iso-8859-2"><p>ł</p>',
    encoding: 'iso-8859-2',
  },
  {
    title: 'UTF-8 with a damaged byte',
    bytes: Buffer.concat([Buffer.from('für die Geräte und Öfen, für alle '), hex('ff')]),
    text: 'für die Geräte und Öfen, für alle \uFFFD',
    encoding: 'utf-8',
  },
]

for (const { title, bytes, text, encoding } of readable) {
  test(`decode: ${title}`, async () => {
    assert.equal(await decode(bytes), encoding ? { text, encoding } : { text })
  })
}

test('decode: binary is no text', async () => {
  try {
    await decode(Buffer.from('GIF\0\x01'))
    assert.unreachable()
  } catch (error) {
    assert.is((error as Error).message, 'is binary, not a text document')
  }
})

test('the encoding is reported, and places count the decoded characters', async () => {
  const page = '# Geräte\n\nÖffnen Sie TCP-Port 7443 für Geräte.\n'
  const { text, encoding } = await decode(Buffer.from(page, 'latin1'))
  const { claims, messages } = await extract('a.md', text, { encoding })
  assert.equal(messages.map(String), ['a.md:1:1: is not UTF-8; read as windows-1252'])
  assert.equal(
    claims.map(({ location, spans }) => [location.line, spans.ports?.column]),
    [[3, 21]],
  )
})

test.run()
