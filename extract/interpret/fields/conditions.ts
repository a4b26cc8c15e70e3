import type { Vocabulary } from '../../vocabulary/index.ts'

const brackets = /[(（]([^()（）]*)(?:[)）]|$)/g

/** The parts of a description that limit when its claim holds: `(only needed if …)`, `when … is used`. */
export function conditionsIn(description: string, { conditions }: Vocabulary): string[] {
  const inside = [...description.matchAll(brackets)]
    .map(m => m[1]!.trim())
    .filter(text => conditions.bracketed.test(text))
  if (inside.length > 0) return inside
  const outside = description.replace(brackets, ' ').replace(/\s+/g, ' ').trim()
  const leading = conditions.leading.exec(outside)?.[0]
  if (leading) return [leading]
  const trailing = conditions.trailing
    .exec(outside)?.[0]
    .trim()
    .replace(/(?<![).,;])[).,;]+$/, '')
  return trailing ? [trailing] : []
}
