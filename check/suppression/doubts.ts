import { nearest } from '../../schema/nearest.ts'
import type { Report } from '../findings.ts'
import type { Comment } from './comments.ts'
import { words } from './ranges.ts'
import { suppressionWithoutReason, unknownRule, unusedSuppression } from './rules.ts'

/** What is known about a comment. */
export interface Use {
  /** Ids of all rules that there are. */
  known: string[]
  /** Those of its rules that were applied and report nothing where it holds. */
  idle: string[]
  /** For one that ends ranges: whether there is any that it ends. */
  ends: boolean
}

/** What is wrong with a comment. */
export function doubtsOf(comment: Comment, use: Use): Report[] {
  const meant = Object.values(words)
  const mistyped = meant.every(word => word !== comment.word)
  if (mistyped) return [unused(comment, `write \`${nearest(comment.word, meant) ?? words.nextLine}\``)]
  const unknown = unknownOf(comment, use)
  return [...unknown, ...(comment.word === words.end ? endDoubts(comment, use) : disableDoubts(comment, use))]
}

function unknownOf({ rules, location: at }: Comment, { known }: Use): Report[] {
  return rules
    .filter(name => !known.includes(name))
    .map(name => {
      const meant = nearest(name, known)
      const message = `There is no rule \`${name}\`${meant ? `; did you mean \`${meant}\`?` : ''}`
      const suggestion = meant ? { text: `Write ${meant}`, replacement: null, span: null } : null
      return { rule: unknownRule, problem: { at, message, suggestion } }
    })
}

function endDoubts({ word, location: at, rules }: Comment, { known, ends }: Use): Report[] {
  if (ends || rules.some(name => !known.includes(name))) return []
  const message = `\`${word}\` ends nothing: no \`${words.stretch}\` for the same rule stands above it`
  return [{ rule: unusedSuppression, problem: { at, message } }]
}

function disableDoubts(comment: Comment, { idle }: Use): Report[] {
  const { word, rules, reason, location: at } = comment
  if (rules.length === 0) {
    const message = `\`${word}\` names no rule; name those that it is for`
    return [{ rule: unknownRule, problem: { at, message } }]
  }
  if (reason === '') {
    const message = `\`${word} ${rules.join(', ')}\` does not say why; write the reason behind \` -- \``
    return [{ rule: suppressionWithoutReason, problem: { at, message } }]
  }
  if (idle.length === 0) return []
  const names = idle.map(name => `\`${name}\``).join(', ')
  const all = idle.length === rules.length
  return [unused(comment, `${names} ${idle.length > 1 ? 'report' : 'reports'} nothing there`, all)]
}

function unused({ word, location: at }: Comment, reason: string, all = false): Report {
  const { line, column, endLine, endColumn } = at
  const text = 'Take the comment away'
  const suggestion = all ? { text, replacement: '', span: { line, column, endLine, endColumn } } : null
  return {
    rule: unusedSuppression,
    problem: { at, message: `\`${word}\` silences nothing: ${reason}`, suggestion },
  }
}
