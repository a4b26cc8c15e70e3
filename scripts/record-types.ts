/** A field of something that is described. */
export interface Field {
  name: string
  /** What it may be. */
  kind: string
  description: string
}

/** An interface of TypeScript with what is written about it. */
export interface RecordType {
  name: string
  description: string
  fields: Field[]
}

const whole = /\/\*\* ([^\n]*?) \*\/\nexport interface (\w+)(?: extends ([^{]+?))? \{\n([\s\S]*?)\n\}/g
const field = /(?: {2}\/\*\* ([^\n]*?) \*\/\n)? {2}(\w+\??): ([^\n]+)/g

/**
 * Reads the interfaces of a file of TypeScript that Biome has formatted, each under a comment of one line.
 *
 * @throws {Error} when there is none, as then the file is written otherwise
 */
export function recordTypes(text: string): RecordType[] {
  const found = [...text.matchAll(whole)].map(([, description, name, base, body]) => ({
    name: name!,
    description: base ? `${description} Has the fields of ${inWords(base)} too.` : description!,
    fields: [...body!.matchAll(field)].map(([, about = '', name, kind]) => ({
      name: name!,
      kind: `\`${kind}\``,
      description: about,
    })),
  }))
  if (found.length === 0) throw new Error('no interface is found in it')
  return found
}

/** `Omit<Source, 'document'>` */
function inWords(base: string): string {
  const [, how, name, fields] = /^(Omit|Pick)<(\w+), (.+)>$/.exec(base) ?? []
  if (!how || !name || !fields) return `a ${base}`
  const named = fields.replaceAll("'", '').split(' | ').join(' and ')
  return how === 'Omit' ? `a ${name}, but for ${named},` : `a ${name}, ${named},`
}
