import type { Dataset } from '../load.ts'

const header = `// Generated from the data by \`npm run names\`: edit the sources and vocabularies, not this.`

/** A type whose values are names that the data use. */
interface Union {
  name: string
  description: string
  values: (string | null)[]
}

/**
 * Writes the names that a dataset uses as types, so that a misspelt one is found by the compiler.
 *
 * @returns the text of a module
 */
export function namesOf(dataset: Dataset): string {
  return `${[header, ...unionsOf(dataset).map(written), axesOf(dataset)].join('\n\n')}\n`
}

function unionsOf({ flows, claims, findings, sources, roles, services }: Dataset): Union[] {
  const ids = (list: { id: string }[]) => list.map(({ id }) => id)
  const ends = flows.flatMap(({ from, to }) => [from, to])
  const addresses = ends.filter(({ kind }) => ['cidr', 'host', 'domain'].includes(kind))
  const ofKind = (wanted: string) => ids(roles.filter(({ kind }) => kind === wanted))
  const union = (name: string, description: string, values: Union['values']) => ({
    name,
    description,
    values,
  })
  return [
    union('SourceId', 'Name of a source.', ids(sources)),
    union(
      'Product',
      'Product that documents are about.',
      sources.map(({ product }) => product),
    ),
    union(
      'Version',
      'Version of a product.',
      sources.map(({ version }) => version),
    ),
    union(
      'Deployment',
      'Way of installing a product.',
      sources.flatMap(source => ids(source.deployments)),
    ),
    union('Role', 'Who talks.', ofKind('role')),
    union('Group', 'Several roles under one name.', ofKind('group')),
    union('Address', 'Address or host that documents name.', ids(addresses)),
    union(
      'Protocol',
      'Transport or IP protocol; `all` when any is meant.',
      [...flows, ...claims].map(({ protocol }) => protocol),
    ),
    union('Service', 'What listens.', ids(services)),
    union(
      'Rule',
      'Rule that has found something.',
      findings.map(({ rule }) => rule),
    ),
  ]
}

function written({ name, description, values }: Union): string {
  return `/** ${description} */\nexport type ${name} =${alternatives(values, '  ')}`
}

/** Conditions: their axes, and the values that flows have there. */
function axesOf({ flows }: Dataset): string {
  const all = flows.flatMap(({ when }) => Object.entries(when))
  const axes = [...new Set(all.map(([axis]) => axis))].sort().map(axis => {
    const values = all.filter(([other]) => other === axis).flatMap(([, value]) => value)
    return `  ${axis}:${alternatives(values, '    ')}`
  })
  return `/** The values that flows depend on, by their axis. */\nexport interface Axes {\n${axes.join('\n')}\n}`
}

function alternatives(values: (string | null)[], indent: string): string {
  const known = [...new Set(values.filter(value => value !== null))].sort()
  const line = known.map(literal).join(' | ') || 'never'
  if (line.length < 60) return ` ${line}`
  return known.map(value => `\n${indent}| ${literal(value)}`).join('')
}

function literal(value: string): string {
  return `'${value.replace(/['\\]/g, '\\$&')}'`
}
