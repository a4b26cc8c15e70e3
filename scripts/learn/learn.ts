import { labels } from '../../extract/hypotheses/labels.ts'
import type { Weights } from '../../extract/hypotheses/priors.ts'
import type { Example, Lessons } from './examples.ts'
import { type Case, type Cases, type Choice, layOut, learnWeights } from './logistic.ts'

type ByName = Record<string, number>
type Model = Exclude<keyof Weights, 'columns'>

/**
 * Learns weights from families of pages.
 *
 * @param strength how strongly weights are drawn to the priors
 * @param except a family to leave out, by index
 * @returns the weights, rounded to two decimals, names sorted
 */
export type Learner = (strength: number, except?: number) => Weights

/**
 * Prepares the learning of all models from what the families teach.
 *
 * @param families lessons by family, in a fixed order
 * @param priors the weights set by hand; only what they name is learned
 */
export function learner(families: Lessons[][], priors: Weights): Learner {
  const model = (name: Model) => modelLearner(families, name, priors)
  const [table, item, sentence, subject] = [
    model('table'),
    model('item'),
    model('sentence'),
    model('subject'),
  ]
  const columns = columnsLearner(families, priors)
  return (strength, except) => ({
    columns: columns(strength, except),
    item: item(strength, except),
    sentence: sentence(strength, except),
    subject: subject(strength, except),
    table: table(strength, except),
  })
}

type Part<Learned> = (strength: number, except?: number) => Learned

function modelLearner(families: Lessons[][], name: Model, priors: Weights): Part<ByName> {
  const names = Object.keys(priors[name]).sort()
  const start = names.map(one => priors[name][one]!)
  const cases = families.map(pages =>
    layOut(pages.flatMap(lessons => lessons[name].map(example => yesOrNo(example, names)))),
  )
  return (strength, except) => named(names, learnWeights(without(cases, except), start, strength))
}

function columnsLearner(families: Lessons[][], { columns }: Weights): Part<Weights['columns']> {
  const sorted = Object.keys(columns).sort()
  const names = sorted.map(label => Object.keys(columns[label]!).sort())
  const first = names.map((_, i) => names.slice(0, i).reduce((sum, some) => sum + some.length, 0))
  const start = sorted.flatMap((label, i) => names[i]!.map(name => columns[label]![name]!))
  const choice = (label: string, evidence: ByName): Choice => {
    const at = sorted.indexOf(label)
    return at < 0 ? [] : choiceOf(names[at]!, evidence, first[at]!)
  }
  const cases = families.map(pages =>
    layOut(
      pages.flatMap(lessons =>
        lessons.columns.map(({ evidence, label }): Case => {
          return { choices: labels.map((one, i) => choice(one, evidence[i]!)), right: label }
        }),
      ),
    ),
  )
  return (strength, except) => {
    const learned = learnWeights(without(cases, except), start, strength)
    const own = (i: number) => learned.slice(first[i]!, first[i]! + names[i]!.length)
    return Object.fromEntries(sorted.map((label, i) => [label, named(names[i]!, own(i))]))
  }
}

function without(cases: Cases[], except: number | undefined): Cases[] {
  return cases.filter((_, i) => i !== except)
}

/** Yes or no: the second choice has nothing for or against it. */
function yesOrNo({ evidence, holds }: Example, names: string[]): Case {
  return { choices: [choiceOf(names, evidence, 0), []], right: holds ? 0 : 1 }
}

function choiceOf(names: string[], evidence: ByName, start: number): Choice {
  return names.flatMap((name, i): Choice => (evidence[name] ? [[start + i, evidence[name]]] : []))
}

function named(names: string[], values: number[]): ByName {
  return Object.fromEntries(names.map((name, i) => [name, rounded(values[i]!)]))
}

/** Two decimals; never a negative zero. */
function rounded(value: number): number {
  return Math.round(value * 100) / 100 + 0
}
