import { decode, InputError } from '../../project/input.ts'

/** A document to try. */
export interface Input {
  /** Tells the format by its ending. */
  path: string
  text: string
}

/** A file as the commands read it; null when they do not. */
export function inputOf(path: string, bytes: Uint8Array): Input | null {
  try {
    return { path, text: decode(path, Buffer.from(bytes)).text }
  } catch (error) {
    if (error instanceof InputError) return null
    throw error
  }
}

/**
 * A document that differs from another one: without one of its lines, and with another number in it.
 * The same for the same text, whatever else changes here.
 */
export function counterpart({ path, text }: Input): Input {
  const lines = text.split('\n')
  const at = sum(text)
  const numbers = [...text.matchAll(/\d{1,5}/g)].length
  const without = lines.filter((_, i) => i !== at % lines.length).join('\n')
  let n = 0
  const edited = without.replace(/\d{1,5}/g, number =>
    n++ === at % Math.max(1, numbers) ? String((Number(number) * 7 + 1) % 65_536) : number,
  )
  return { path: path.replace(/(?=\.\w+$)/, '-2'), text: edited }
}

/** A number that a text is known by. */
function sum(text: string): number {
  let hash = 0
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) >>> 0
  return hash
}
