import type { ErrorObject } from 'ajv/dist/2020.js'
import { explain, explainTypes } from './explain.ts'

/** One thing that is wrong with a value. */
export interface Problem {
  /** JSON pointer to the field, empty for the value as a whole. */
  path: string
  /** What is wrong and how to mend it, to be read after the path. */
  message: string
}

/** These only report that something inside them failed, which is reported by itself. */
const wrappers = new Set(['anyOf', 'if', 'propertyNames'])

const escaped = (name: string) => name.replaceAll('~', '~0').replaceAll('/', '~1')

/** Ajv points at the object for a missing or unknown property; people look for the property. */
function pathOf({ instancePath, params }: ErrorObject): string {
  const property: string | undefined = params.missingProperty ?? params.additionalProperty
  return property === undefined ? instancePath : `${instancePath}/${escaped(property)}`
}

/** True when the value has a right type, that is, when something beside the type is reported for it. */
function typeFits(path: string, errors: ErrorObject[]): boolean {
  return errors.some(({ keyword, instancePath }) =>
    instancePath === path ? keyword !== 'type' : instancePath.startsWith(`${path}/`),
  )
}

/** The branches of `anyOf` each report their own type: joined, they make one statement. */
function typeProblem(path: string, errors: ErrorObject[]): Problem {
  const wrong = errors.filter(({ keyword, instancePath }) => keyword === 'type' && instancePath === path)
  const types = new Set<string>(wrong.flatMap(({ params }) => params.type))
  return { path, message: explainTypes([...types], wrong[0]?.data) }
}

/** Turns the errors of Ajv into problems, each once, in the order of the schema. */
export function toProblems(all: ErrorObject[]): Problem[] {
  const errors = all.filter(error => !wrappers.has(error.keyword))
  const problems = new Map<string, Problem>()
  for (const error of errors) {
    const isType = error.keyword === 'type'
    if (isType && typeFits(error.instancePath, errors)) continue
    const problem = isType
      ? typeProblem(error.instancePath, errors)
      : { path: pathOf(error), message: explain(error) }
    problems.set(`${problem.path} ${problem.message}`, problem)
  }
  return [...problems.values()]
}
