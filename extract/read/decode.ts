import { loadOptional } from '../optional.ts'

/** The text of a document's bytes. */
export interface Decoded {
  text: string
  /** The encoding in which it is written, if that is not sound UTF-8: `shift_jis`; `utf-8` for damaged UTF-8. */
  encoding?: string
}

/** Bytes that are no text, or text in an unknown encoding. */
export class DecodeError extends Error {
  override name = 'DecodeError'
}

/** Bytes of a file in which a NUL byte makes it binary, as in git. */
const sniffed = 8000
/** Bytes in which the encoding is detected, and how many of them may precede the first that is not ASCII. */
const sample = { size: 64_000, before: 4000 }
const declaration =
  /<meta\b[^<>]{0,200}charset\s*=\s*["']?([\w-]+)|<\?xml\b[^<>]{0,200}encoding\s*=\s*["']([\w-]+)/i
/** Names of the detector that differ from those of the WHATWG Encoding Standard. */
const labels: Record<string, string> = { cp932: 'shift_jis', cp949: 'euc-kr', cp936: 'gb18030' }

/**
 * Decodes a document that is written in UTF-8 (or in UTF-16 with a byte order mark).
 *
 * @returns its text; a byte order mark stays, as places count it
 * @throws {DecodeError} when it is binary or in another encoding
 */
export function decodeUtf8(bytes: Uint8Array): Decoded {
  const wide = utf16Of(bytes)
  if (wide) return { text: new TextDecoder(wide, { ignoreBOM: true }).decode(bytes), encoding: wide }
  if (bytes.subarray(0, sniffed).includes(0)) throw new DecodeError('is binary, not a text document')
  const text = tryDecode('utf-8', bytes)
  if (text === null) throw new DecodeError('is not valid UTF-8; save it as UTF-8 first')
  return { text }
}

/**
 * Decodes a document in any encoding: UTF-8, what its markup declares, or what `jschardet` detects.
 *
 * @throws {DecodeError} when it is binary, or its encoding is not found
 * @throws {MissingPackageError} when the encoding must be detected and `jschardet` is not installed
 */
export async function decode(bytes: Uint8Array): Promise<Decoded> {
  try {
    return decodeUtf8(bytes)
  } catch (error) {
    if (!(error instanceof DecodeError) || bytes.subarray(0, sniffed).includes(0)) throw error
    const text = mostlyUtf8(bytes)
    if (text !== null) return { text, encoding: 'utf-8' }
    for (const encoding of [declared(bytes), ...(await detected(bytes))]) {
      const text = encoding && tryDecode(encoding, bytes)
      if (encoding && text != null) return { text, encoding: nameOf(encoding) }
    }
    throw error
  }
}

/** The text of UTF-8 in which few characters are damaged. */
function mostlyUtf8(bytes: Uint8Array): string | null {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  const damaged = text.split('\uFFFD').length - 1
  const sound = text.match(/[^\0-\x7f\uFFFD]/gu)?.length ?? 0
  return sound > 3 * damaged ? text : null
}

function utf16Of([first, second]: Uint8Array): string | null {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : null
}

/** The text, or null when the bytes are no text in this encoding or nothing is known of the encoding. */
function tryDecode(encoding: string, bytes: Uint8Array): string | null {
  try {
    const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true })
    const text = decoder.decode(bytes)
    return decoder.encoding === 'windows-1252' ? text.replace(/[\x80-\x9f]/g, toWindows1252) : text
  } catch {
    return null
  }
}

/** Node.js decodes Windows-1252 as ISO 8859-1, which has control characters where Windows has these. */
const windows1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ'

function toWindows1252(char: string): string {
  return windows1252[char.charCodeAt(0) - 0x80]!
}

function nameOf(encoding: string): string {
  return new TextDecoder(encoding).encoding
}

function declared(bytes: Uint8Array): string | null {
  const found = declaration.exec(Buffer.from(bytes.subarray(0, sample.before)).toString('latin1'))
  return found?.[1] ?? found?.[2] ?? null
}

/** The encodings that the bytes may be in, the likeliest first. */
async function detected(bytes: Uint8Array): Promise<string[]> {
  const { detectAll } = await loadOptional(
    'detecting its encoding, which is not UTF-8,',
    ['jschardet'],
    () => import('jschardet'),
  )
  const first = bytes.findIndex(byte => byte > 0x7f)
  const start = Math.max(0, first - sample.before)
  const found = detectAll(Buffer.from(bytes.subarray(start, start + sample.size)))
  return found.flatMap(({ encoding }) => {
    const label = encoding?.toLowerCase() ?? ''
    return label ? [labels[label] ?? label.replace(/^cp(?=125\d$)/, 'windows-')] : []
  })
}
