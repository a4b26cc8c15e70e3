import { vocabulary } from '../../vocabulary/index.ts'
import { group } from '../../vocabulary/words.ts'
import { line, type Rich } from '../rich.ts'
import type { Frame } from '../walk.ts'
import { directionIn } from './direction.ts'

/** The node that a table is about, when the table itself does not say. */
export interface Subject {
  label: string
  /** The words name both ends: "between Rancher nodes". */
  both: boolean
}

const noise = vocabulary.subject.noise.join('|')
const front = new RegExp(`^(?:[\\s:–—-]|${noise})+`, 'i')
const back = new RegExp(`(?:[\\s:–—-]|${noise})+$`, 'i')

/**
 * Finds whom the headings, tabs and the caption around a table are about, nearest first.
 *
 * @param lead the prose above the table, which may name a security group
 * @param loose also take words that name no kind of node, under a heading that only gives a direction
 */
export function subjectOf(frames: Frame[], lead: Rich | null, loose: boolean): Subject | null {
  let directed = false
  for (const frame of [...frames].reverse()) {
    const among = group(vocabulary.subject.among.exec(frame.text), 'both')
    if (among && vocabulary.subject.nodes.test(among)) return { label: bare(among), both: true }
    const label = bare(frame.text)
    if (label && vocabulary.subject.nodes.test(label)) return { label, both: false }
    const named =
      vocabulary.subject.groups.test(frame.text) && lead
        ? group(vocabulary.subject.named.exec(line(lead)), 'name')
        : null
    if (named) return { label: named, both: false }
    if (label && loose && directed) return { label, both: false }
    if (!label && directionIn(frame.text)) directed = true
  }
  return null
}

/** A heading without the words that are not part of the node's name: direction, "rules for", "ports". */
function bare(text: string): string {
  return text.replace(front, '').replace(back, '')
}
