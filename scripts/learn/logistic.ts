/** Something to choose from: the weights that count for it, by index, and how much of each is evident. */
export type Choice = [weight: number, value: number][]

/** A case to learn from: what there was to choose from, and the index of the right choice. */
export interface Case {
  choices: Choice[]
  right: number
}

/** The cases of a family, laid out flat. */
export interface Cases {
  count: number
  /** Choices of a case: from `firstChoice[i]` to `firstChoice[i + 1]`. */
  firstChoice: Int32Array
  right: Int32Array
  /** Evidence of a choice: from `firstPiece[c]` to `firstPiece[c + 1]`. */
  firstPiece: Int32Array
  weight: Int32Array
  value: Float64Array
  mostChoices: number
  /** The largest sum of squares of a choice. */
  steepest: number
}

/** Lays cases out for {@link learnWeights}. */
export function layOut(cases: Case[]): Cases {
  const choices = cases.flatMap(one => one.choices)
  const pieces = choices.flat()
  const starts = (lengths: number[]) => {
    let at = 0
    return Int32Array.from([0, ...lengths.map(length => (at += length))])
  }
  return {
    count: cases.length,
    firstChoice: starts(cases.map(one => one.choices.length)),
    right: Int32Array.from(cases, one => one.right),
    firstPiece: starts(choices.map(choice => choice.length)),
    weight: Int32Array.from(pieces, ([weight]) => weight),
    value: Float64Array.from(pieces, ([, value]) => value),
    mostChoices: Math.max(0, ...cases.map(one => one.choices.length)),
    steepest: Math.max(0, ...choices.map(choice => choice.reduce((sum, [, x]) => sum + x * x, 0))),
  }
}

const epochs = 150

/**
 * Finds the weights by which the right choices become likely (multinomial logistic regression), as near to the priors
 * as `strength` demands. Always the same result for the same input: fixed order, fixed epochs, nothing random.
 *
 * @param families cases by family; each family counts the same, however many cases it has
 * @param strength how strongly weights are drawn to the priors; over 0
 */
export function learnWeights(families: Cases[], priors: number[], strength: number): number[] {
  const taught = families.filter(({ count }) => count > 0)
  const weights = Float64Array.from(priors)
  if (taught.length === 0) return priors
  // The loss is smooth to this degree: the step cannot overshoot.
  const smooth = Math.max(...taught.map(({ steepest }) => steepest)) + strength
  const root = Math.sqrt(smooth / strength)
  const momentum = (root - 1) / (root + 1)
  const ahead = Float64Array.from(priors)
  const slope = new Float64Array(priors.length)
  for (let epoch = 0; epoch < epochs; epoch++) {
    slope.fill(0)
    for (const cases of taught) addSlope(cases, ahead, 1 / (taught.length * cases.count), slope)
    for (let i = 0; i < weights.length; i++) {
      const next = ahead[i]! - (slope[i]! + strength * (ahead[i]! - priors[i]!)) / smooth
      ahead[i] = next + momentum * (next - weights[i]!)
      weights[i] = next
    }
  }
  return [...weights]
}

/** Adds the slope of the loss of a family's cases. */
function addSlope(cases: Cases, weights: Float64Array, share: number, slope: Float64Array): void {
  const { count, firstChoice, right, firstPiece, weight, value } = cases
  const likely = new Float64Array(cases.mostChoices)
  for (let i = 0; i < count; i++) {
    const from = firstChoice[i]!
    const choices = firstChoice[i + 1]! - from
    for (let c = 0; c < choices; c++) {
      let sum = 0
      const end = firstPiece[from + c + 1]!
      for (let p = firstPiece[from + c]!; p < end; p++) sum += weights[weight[p]!]! * value[p]!
      likely[c] = sum
    }
    toLikelihoods(likely, choices)
    for (let c = 0; c < choices; c++) {
      const error = (likely[c]! - (c === right[i] ? 1 : 0)) * share
      const end = firstPiece[from + c + 1]!
      for (let p = firstPiece[from + c]!; p < end; p++) slope[weight[p]!]! += error * value[p]!
    }
  }
}

/** Turns the first sums of weights into likelihoods that add up to 1. */
function toLikelihoods(sums: Float64Array, count: number): void {
  let most = sums[0]!
  for (let i = 1; i < count; i++) if (sums[i]! > most) most = sums[i]!
  let total = 0
  for (let i = 0; i < count; i++) {
    sums[i] = Math.exp(sums[i]! - most)
    total += sums[i]!
  }
  for (let i = 0; i < count; i++) sums[i]! /= total
}
