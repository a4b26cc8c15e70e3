import { fold } from '../../reconcile/index.ts'

/** Words in brackets, notes and fillers say nothing about what a port is for. */
const brackets = /(?:(?<!\s)\s+)?[(（][^()（）]*[)）]/g

/** Words as they are compared: case, number and blanks evened, brackets left out. */
export function purposeOf(text: string): string {
  return fold(text.replace(brackets, ' '))
}
