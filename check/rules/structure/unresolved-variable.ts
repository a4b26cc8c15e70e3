import type { Problem, Rule } from '../../rule.ts'
import type { Page } from '../../survey/index.ts'
import { quoted } from '../say.ts'

/** Links whose address holds a variable of a template. */
export const unresolvedVariable: Rule = {
  id: 'unresolved-variable',
  family: 'structure',
  severity: 'info',
  description: 'The address of a link holds a variable that only the site generator knows.',
  why: 'Where the page is read as it is, in a repository or an editor, the links lead nowhere.',
  examples: [
    {
      wrong: 'See [ports]({{<baseurl>}}/en/ports/) and [nodes]({{<baseurl>}}/en/nodes/).',
      right:
        'See [ports]({{< relref "ports.md" >}}) and [nodes](/en/nodes/), or write `[text]({{baseurl}}/page)`.',
      says: '“{{<baseurl>}}” is left in the address of 2 links',
    },
  ],
  check: ({ pages }) => pages.flatMap(problemOf),
}

/** A variable without arguments: marks with arguments name a page, which the generator finds. */
const address = /\]\(\s*<?([^\s()]{0,200}?)(\{\{[<%]?-?\s*[\w.$]+\s*-?[>%]?\}\}|\$\{[\w.]+\}|\$\[[\w.]+\])/g
const code = /(`+)[^`\n]*\1|^[ \t]*(```|~~~)[\s\S]*?^[ \t]*\2/gm

function problemOf({ parts }: Page): Problem[] {
  return parts.slice(0, 1).flatMap(({ reading: { file }, lines }) => {
    const text = String(file.value).replace(code, quoted => quoted.replace(/[^\n]/g, ' '))
    const found = [...text.matchAll(address)].map(({ 0: all, 2: name, index }) => ({
      name: name!,
      start: index + all.length - name!.length,
      end: index + all.length,
    }))
    const [first, ...others] = found
    if (!first) return []
    const links = others.length === 0 ? 'a link' : `${found.length} links`
    const message = `${quoted(first.name)} is left in the address of ${links}`
    const evidence = others.map(({ start }) => ({
      document: file.path,
      ...lines.point(start),
      note: 'here too',
    }))
    return [{ at: { document: file.path, ...lines.span(first) }, message, evidence }]
  })
}
