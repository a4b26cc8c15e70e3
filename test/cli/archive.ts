import { gzipSync } from 'node:zlib'

/** An entry of a tar archive, with whatever one wants to be wrong in it. */
export interface TarEntry {
  path: string
  content?: string | Buffer
  /** `0` file, `2` link, `5` folder, `x` and `L` names for what follows. */
  type?: string
  prefix?: string
  size?: number
  checksum?: number
}

/** Makes a tar archive by the letter of POSIX. */
export function tar(...entries: TarEntry[]): Buffer {
  return Buffer.concat([...entries.map(blockOf), Buffer.alloc(1024)])
}

/** Makes a package of files, as npm does. */
export function tgz(files: Record<string, string>): Buffer {
  return gzipSync(
    tar(...Object.entries(files).map(([path, content]) => ({ path: `package/${path}`, content }))),
  )
}

function blockOf({ path, content = '', type = '0', prefix = '', size, checksum }: TarEntry): Buffer {
  const bytes = Buffer.from(content)
  const head = Buffer.alloc(512)
  head.write(path, 0, 100)
  head.write('0000644\0', 100)
  head.write(`${(size ?? bytes.length).toString(8).padStart(11, '0')}\0`, 124)
  head.write(' '.repeat(8), 148)
  head.write(type, 156)
  head.write('ustar\x0000', 257)
  head.write(prefix, 345, 155)
  const sum = checksum ?? head.reduce((total, byte) => total + byte, 0)
  head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return Buffer.concat([head, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)])
}
