/** Documents must not speak to the terminal: control and direction marks become blanks. */
export function stripControls(text: string): string {
  return text.replace(/(?!\n)[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' ')
}

/** A text on one line, without marks that speak to a terminal. */
export function oneLine(text: string): string {
  return stripControls(text.replace(/\s*[\r\n\u2028\u2029]\s*/g, ' '))
}
