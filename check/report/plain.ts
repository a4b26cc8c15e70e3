/** Documents must not speak to the terminal: control and direction marks become blanks. */
export function stripControls(text: string): string {
  return text.replace(/(?!\n)[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' ')
}

/** A text on one line, without marks that speak to a terminal. */
export function oneLine(text: string): string {
  return stripControls(text.replace(/\s*[\r\n\u2028\u2029]\s*/g, ' '))
}

/** A value as JSON, with the control characters escaped that JSON would let be. */
export function jsonText(value: unknown, indent = 0): string {
  const escaped = (char: string) => `\\u00${char.charCodeAt(0).toString(16)}`
  return JSON.stringify(value, null, indent).replace(/[\u007f-\u009f]/g, escaped)
}
