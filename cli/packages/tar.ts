/** An archive is damaged, or holds what a package never does. */
export class ArchiveError extends Error {
  override name = 'ArchiveError'
}

const block = 512
/** What an entry may be that has no content of its own for us: links, devices, folders. */
const passed = new Set(['1', '2', '3', '4', '5', '6'])

interface Header {
  path: string
  size: number
  type: string
}

/**
 * Reads the files of a tar archive, as npm makes them; nothing is written anywhere. Links are passed over.
 *
 * @param bytes the archive, unpacked already
 * @returns content by path
 * @throws {ArchiveError} when it is damaged, or a path leads out of it
 */
export function readTar(bytes: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>()
  let named: string | null = null
  for (let at = 0; at + block <= bytes.length; ) {
    const head = bytes.subarray(at, at + block)
    if (head.every(byte => byte === 0)) break
    const { path, size, type } = headerOf(head)
    const content = bytes.subarray(at + block, at + block + size)
    if (content.length < size) throw new ArchiveError('ends in the middle of a file')
    at += block + Math.ceil(size / block) * block
    if (type === 'x' || type === 'L') named = longName(content, type) ?? named
    else {
      if (type === '0') files.set(inside(named ?? path), content)
      else if (!passed.has(type) && type !== 'g') throw new ArchiveError(`holds an entry of kind '${type}'`)
      named = null
    }
  }
  return files
}

function headerOf(head: Buffer): Header {
  const text = (start: number, length: number) => {
    const field = head.subarray(start, start + length)
    const end = field.indexOf(0)
    return field.subarray(0, end < 0 ? length : end).toString()
  }
  if (checksumOf(head) !== Number.parseInt(text(148, 8), 8))
    throw new ArchiveError('is no archive, or damaged')
  const prefix = text(257, 5) === 'ustar' ? text(345, 155) : ''
  const size = Number.parseInt(text(124, 12), 8)
  if (!(size >= 0)) throw new ArchiveError('names a size that is none')
  const type = text(156, 1) || '0'
  return { path: prefix === '' ? text(0, 100) : `${prefix}/${text(0, 100)}`, size, type }
}

/** Its own field counts as blanks. */
function checksumOf(head: Buffer): number {
  return head.reduce((sum, byte, i) => sum + (i >= 148 && i < 156 ? 32 : byte), 0)
}

/** A name that is too long for the header stands in an entry before it. */
function longName(content: Buffer, type: string): string | null {
  if (type === 'L') return content.toString().replace(/\0+$/, '')
  for (let at = 0; at < content.length; ) {
    const length = Number.parseInt(content.subarray(at, at + 12).toString(), 10)
    if (!(length > 0)) throw new ArchiveError('names a length that is none')
    const record = content
      .subarray(at, at + length)
      .toString()
      .replace(/\n$/, '')
    const [key = '', ...value] = record.slice(record.indexOf(' ') + 1).split('=')
    if (key === 'path') return value.join('=')
    at += length
  }
  return null
}

function inside(path: string): string {
  const parts = path.split('/').filter(part => part !== '' && part !== '.')
  if (path.startsWith('/') || parts.includes('..') || /[\\\0]/.test(path))
    throw new ArchiveError(`holds '${path}', which leads out of it`)
  return parts.join('/')
}
