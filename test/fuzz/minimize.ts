/** What a part of something is tried with: whether it still fails the same way. */
export type Fails<T> = (parts: T[]) => Promise<boolean>

/**
 * Makes a failing list as short as it goes by leaving out parts of it, halves first (delta debugging).
 *
 * @param fails whether a list still fails; the whole is known to
 */
export async function shortest<T>(whole: T[], fails: Fails<T>): Promise<T[]> {
  let now = whole
  for (let size = Math.ceil(now.length / 2); size >= 1 && now.length > 1; ) {
    const shorter = await withoutOne(now, size, fails)
    now = shorter
    if (size === 1) break
    size = Math.ceil(Math.min(size, now.length) / 2)
  }
  return now
}

/** Leaves out one piece of a size after the other, wherever it is not needed. */
async function withoutOne<T>(whole: T[], size: number, fails: Fails<T>): Promise<T[]> {
  let now = whole
  for (let at = 0; at < now.length; ) {
    const rest = [...now.slice(0, at), ...now.slice(at + size)]
    if (await fails(rest)) now = rest
    else at += size
  }
  return now
}

/**
 * Makes a failing text short: by lines, then by characters.
 *
 * @param fails whether a text still fails the same way
 * @param most how often that may be asked
 */
export async function minimized(
  text: string,
  fails: (text: string) => Promise<boolean>,
  most: number,
): Promise<string> {
  let left = most
  const asked = async (candidate: string) => left-- > 0 && (await fails(candidate))
  let now = text
  for (const unit of [/(?<=\n)/, /(?<=[\s|>])/, /(?:)/u]) {
    now = (await shortest(now.split(unit), parts => asked(parts.join('')))).join('')
  }
  return now
}
