import type { JsonSchema } from '../schema/load.ts'
import { anchorOf } from './rule-markdown.ts'

/** Titles of shapes by the last part of the references that lead to them. */
export type Titles = ReadonlyMap<string, string>

/** What a value may be, in words, with links to shapes that have a name. */
export function kindOf(schema: JsonSchema, titles: Titles): string {
  const { $ref, anyOf, type, items } = schema
  if ($ref) return linkTo($ref, titles)
  if (anyOf) return anyOf.map(part => kindOf(part, titles)).join(' or ')
  if (Array.isArray(schema.enum)) return schema.enum.map(value => `\`${value}\``).join(', ')
  if (type === 'array') return `list of ${items ? kindOf(items, titles) : 'anything'}`
  return [type ?? 'anything'].flat().map(plainKind).join(' or ')
}

function plainKind(type: string): string {
  return { string: 'text', integer: 'whole number', boolean: 'true or false' }[type] ?? type
}

/** `common.schema.json#/$defs/ports` leads to the shape's heading on the page. */
function linkTo(ref: string, titles: Titles): string {
  const title = titles.get(ref.split('/').at(-1)!)
  if (!title) throw new Error(`${ref}: a schema refers to it, but it has no title`)
  return `[${title}](#${anchorOf(title)})`
}

/** Titles of shapes by the last part of the references that lead to them. */
export function titlesIn(schemas: Record<string, JsonSchema>): Titles {
  return new Map(
    Object.values(schemas).flatMap(schema => {
      const shapes = Object.entries(schema.$defs ?? {}).map(([name, one]) => [name, titleOf(one)] as const)
      return [[schema.$id ?? '', titleOf(schema)] as const, ...shapes]
    }),
  )
}

/** How a shape is called; empty when it has no name. */
export function titleOf(schema: JsonSchema): string {
  return schema.title ?? ''
}
