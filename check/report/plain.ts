/**
 * What a text must not bring into a report: control characters, marks of the direction of text, what shows nothing
 * (but what joins the parts of one emoji), and ends of lines that are none to everybody.
 */
const marks =
  /(?!\n)[\p{Cc}\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|(?<!\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)\u200d|\u200d(?!\p{Extended_Pictographic})/gu
/** Runners of builds take `##[name]` and `##vso[name]` in their logs for commands, wherever they stand. */
const loggingCommand = /##(?=\w*\[)/g

/** Documents must not speak to the terminal, nor to who reads its log: such marks become blanks. */
export function stripControls(text: string): string {
  return text.replace(marks, ' ').replace(loggingCommand, '# ')
}

/** A text as a cell of a file for programs, which keeps its tabs and ends of lines. */
export function plainCell(text: string): string {
  return text.replace(/[^\t\r\n]+/g, stripControls)
}

/** A text on one line, without marks that speak to a terminal. */
export function oneLine(text: string): string {
  return stripControls(text.replace(/(?:(?<!\s)\s+)?[\r\n\u2028\u2029]\s*/g, ' '))
}

const colours = new RegExp(`(${String.fromCharCode(27)}\\[[\\d;]*m)`)

/**
 * A whole report for people: no line of it is taken for a workflow command (`::name::`), wherever words were wrapped.
 *
 * @param colour whether it has colours, which are kept
 */
export function quieted(report: string, colour = false): string {
  const parts = colour ? report.split(colours) : [report]
  return parts
    .map((part, i) => (i % 2 === 1 ? part : stripControls(part)))
    .join('')
    .replace(/^([^\S\n]*):(?=:[a-z])/gim, '$1: ')
}

/**
 * A value as JSON that says the same and shows what is in it: marks that speak to terminals are escaped.
 *
 * @param indent blanks for each level; left out, all stands on one line
 */
export function jsonOf(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent)
    .replace(marks, mark => [...Array(mark.length).keys()].map(i => escaped(mark.charCodeAt(i))).join(''))
    .replace(loggingCommand, `#${escaped(0x23)}`)
}

function escaped(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`
}
