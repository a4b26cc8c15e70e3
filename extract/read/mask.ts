/** What stands for a mark in front of words: a blank there would make code of a line. No reader sees it. */
export const filler = '\u200b'

/** Replaces a stretch by blanks of the same length, line ends kept, so that every offset stays true. */
export function blank(text: string, start: number, end: number): string {
  return text.slice(0, start) + text.slice(start, end).replace(/[^\n]/g, ' ') + text.slice(end)
}

/** Blanks many stretches in one pass; they may come in any order and overlap. */
export function blankAll(text: string, stretches: { start: number; end: number }[]): string {
  let out = ''
  let at = 0
  for (const { start, end } of [...stretches].sort((a, b) => a.start - b.start)) {
    if (end <= at) continue
    const from = Math.max(start, at)
    out += text.slice(at, from) + text.slice(from, end).replace(/[^\n]/g, ' ')
    at = end
  }
  return out + text.slice(at)
}

/**
 * Makes line ends `\n` and blanks a byte order mark, without moving a single character. Separators of lines and
 * paragraphs end no line of a file, yet one of an expression: they become blanks. Full-width digits and letters become
 * plain ones.
 */
export function evenLines(text: string): string {
  return text
    .replace(/^\uFEFF|[\u2028\u2029]/g, ' ')
    .replace(/\r\n/g, ' \n')
    .replace(/\r/g, '\n')
    .replace(/[\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A]/g, char =>
      String.fromCharCode(char.charCodeAt(0) - 0xfee0),
    )
}
