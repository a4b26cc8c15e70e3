import { protocolByNumber } from '../../../schema/protocols.ts'
import type { Vocabulary } from '../../vocabulary/index.ts'

/** An IP protocol that a text names by its number: `IP protocol ID 50`. */
export interface IpProtocolMention {
  protocol: string
  /** The words as written, each number with the words before it. */
  text: string
  start: number
  end: number
}

const grammar = ({ ipProtocolWords }: Vocabulary) =>
  new RegExp(
    `(${ipProtocolWords.join('|')})\\s*(\\d{1,3}(?:(?:\\s*[,/]\\s*|\\s+and\\s+|\\s+or\\s+)\\d{1,3}(?!\\d))*)`,
    'giu',
  )

/** Finds IP protocols named by number. Their numbers are no ports. */
export function findIpProtocols(text: string, vocabulary: Vocabulary): IpProtocolMention[] {
  return [...text.matchAll(vocabulary.derive(grammar))].flatMap(m => {
    const numbers = [...m[2]!.matchAll(/\d+/g)]
    return numbers.map(number => ({
      protocol: protocolByNumber(Number(number[0])),
      text: `${m[1]} ${number[0]}`,
      start: m.index,
      end: m.index + m[0].length,
    }))
  })
}
