/** Ways to make a text of about a size, in characters. */

/** A unit over and over. */
export const repeat = unit => size => unit.repeat(Math.max(1, Math.floor(size / unit.length)))

/** A unit over and over between what comes first and last. */
export const between = (first, unit, last) => size =>
  first + repeat(unit)(size - first.length - last.length) + last

/** Pieces made of their number, until the size is reached. */
export const count = piece => size => {
  const pieces = []
  let length = 0
  for (let n = 1; length < size; n++) {
    const next = piece(n)
    pieces.push(next)
    length += next.length
  }
  return pieces.join('')
}

/** So many opening units and as many closing ones around a core. */
export const nest = (open, core, close) => size => {
  const depth = Math.max(1, Math.floor((size - core.length) / (open.length + close.length)))
  return open.repeat(depth) + core + close.repeat(depth)
}

/** A head, then pieces made of their number. */
export const headed = (head, piece) => size => head + count(piece)(size - head.length)

/** A head in proportion to the size, made of pieces, then a tail of other pieces: half and half. */
export const halves = (one, other) => size => count(one)(size / 2) + count(other)(size / 2)
