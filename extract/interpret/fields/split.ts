/** Ends of sentences: not inside `i.e.`, `10.0.0.1` or brackets. */
const sentenceEnd =
  /(?<!\b(?:i\.e|e\.g|etc|vs|resp|no|incl|approx|z\.\s?b|bzw|ca|p\.\s?ej|bijv)\.?)[.!?](?=\s+["'(`*]?[\p{Lu}\d]|\s*$|\f)|[。！？]|\f/giu

/** Splits a text at the ends of its sentences; places are indices, end exclusive, with the mark at the end. */
export function sentencePlaces(text: string): { start: number; end: number }[] {
  const places: { start: number; end: number }[] = []
  let start = 0
  for (const { 0: mark, index } of text.matchAll(sentenceEnd)) {
    places.push({ start, end: index + mark.length })
    start = index + mark.length
  }
  return [...places, { start, end: text.length }].filter(place =>
    /\S/.test(text.slice(place.start, place.end)),
  )
}

/** The sentences of a text, without blanks around them. */
export function splitSentences(text: string): string[] {
  return sentencePlaces(text).map(({ start, end }) => text.slice(start, end).trim())
}
