import type { When } from '../schema/types.ts'
import { normalize, wholeWords } from './text.ts'

/** Places that tell when a flow is needed. */
export interface Places {
  conditions: string[]
  description: string[]
  labels: string[]
  /** From the outermost inwards. */
  context: string[]
}

/** When something holds: on known axes, and in words as written. */
export interface Circumstances {
  when: When
  conditions: string[]
}

/** The content of `conditions.yaml`. */
export interface ConditionsFile {
  axes: Record<keyof When, { in: (keyof Places)[]; values: Record<string, string[]> }>
  filler: string[]
  negations: string[]
}

interface Axis {
  name: keyof When
  in: (keyof Places)[]
  values: { value: string; match: RegExp }[]
}

/** The axes, ready for use. */
export interface Conditions {
  axes: Axis[]
  filler: RegExp
  negations: RegExp
}

/** Brings conditions into normal form, as far as the vocabulary reaches; the others stay as written. */
export function circumstancesOf(places: Places, conditions: Conditions): Circumstances {
  const when: When = {}
  for (const axis of conditions.axes) {
    const values = valuesOn(axis, places, conditions)
    if (values.length > 0) when[axis.name] = values.length > 1 ? values : values[0]!
  }
  return { when, conditions: places.conditions.filter(text => !isTold(normalize(text), when, conditions)) }
}

/** Makes the axes ready for use. */
export function buildConditions(file: ConditionsFile): Conditions {
  const axes = Object.entries(file.axes).map(([name, axis]) => ({
    name: name as keyof When,
    in: axis.in,
    values: Object.entries(axis.values).map(([value, patterns]) => ({
      value,
      match: wholeWords(patterns.join('|'), 'g'),
    })),
  }))
  const byName = axes.sort((a, b) => (a.name < b.name ? -1 : 1))
  return {
    axes: byName,
    filler: wholeWords(file.filler.join('|'), 'g'),
    negations: wholeWords(file.negations.join('|')),
  }
}

/**
 * The first text that speaks decides: an explicit condition is narrower than a mention in passing, and two
 * conditions have to hold together, which the values of one axis cannot say.
 */
function valuesOn(axis: Axis, places: Places, conditions: Conditions): string[] {
  const texts = axis.in.flatMap(place => (place === 'context' ? places.context.toReversed() : places[place]))
  return (
    texts.map(text => valuesIn(axis, normalize(text), conditions)).find(values => values.length > 0) ?? []
  )
}

/** A condition in normal form: `cni=canal,flannel`. */
const normalForm = /^([a-z]+)=([a-z0-9.-]+(?:,[a-z0-9.-]+)*)$/

/** A value beside a "not" is none; a "not" within the value's own words belongs to it. */
function valuesIn(axis: Axis, text: string, { negations }: Conditions): string[] {
  const [, name, listed] = normalForm.exec(text) ?? []
  if (listed !== undefined) return name === axis.name ? listed.split(',').sort() : []
  const meant = ({ match }: { match: RegExp }) =>
    text.search(match) >= 0 && !negations.test(text.replace(match, ' '))
  return axis.values
    .filter(meant)
    .map(({ value }) => value)
    .sort()
}

/** Whether the normal form says all that the condition says. */
function isTold(text: string, when: When, conditions: Conditions): boolean {
  const { axes, filler } = conditions
  const values = (axis: Axis) => valuesIn(axis, text, conditions)
  const told = axes.filter(axis => axis.in.includes('conditions') && values(axis).length > 0)
  const same = told.every(axis => [when[axis.name]].flat().join() === values(axis).join())
  if (normalForm.test(text)) return told.length > 0 && same
  const matches = told.flatMap(axis => axis.values.map(({ match }) => match))
  const rest = [...matches, filler].reduce((words, match) => words.replace(match, ' '), text)
  return told.length > 0 && same && !/[\p{L}\p{N}]/u.test(rest)
}
