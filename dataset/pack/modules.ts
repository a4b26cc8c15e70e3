import type { Dataset } from '../load.ts'
import { fold } from './fold.ts'

/**
 * Writes each list of a dataset as a module that holds its folded JSON as one text: engines take a text in
 * faster than a program, and nothing is parsed before it is asked for.
 *
 * @returns file names with their contents
 */
export function modulesOf(dataset: Dataset): Map<string, string> {
  return new Map(Object.entries(dataset).map(([name, list]) => [`${name}.ts`, moduleOf(name, list)]))
}

function moduleOf(name: string, list: readonly unknown[]): string {
  return [
    '// Generated from the data by `npm run compile`: edit nothing here.',
    '',
    `/** The ${name}, folded; see unfold.ts. */`,
    // Its type is told: left to itself it would be the whole text.
    `const text: string = ${literal(JSON.stringify(fold(list)))}`,
    'export default text',
    '',
  ].join('\n')
}

/** In single quotes, since JSON is full of double ones. */
function literal(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`
}
