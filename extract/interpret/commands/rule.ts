import type { Ports } from '../../../schema/types.ts'
import type { Direction } from '../../vocabulary/index.ts'
import type { Stretch } from '../lines.ts'
import type { Rich } from '../rich.ts'

/** What is let through: a protocol and, where it has ports, one port or range. */
export interface Traffic {
  protocol: string | null
  /** The characters that the protocol was read from. */
  protocolWord: Rich | null
  ports: Ports | null
  /** The characters that the port, or what stands for it, was read from. */
  portWord: Rich | null
}

/** One thing that a command, a line of a configuration or a service definition lets through. */
export interface Rule extends Traffic {
  tool: string
  source: Rich[]
  destination: Rich[]
  direction: Direction | null
  /** What the rule itself says that it is for: its `comment` or description. */
  description: string | null
  /** Where it stands, when that is not the whole command. */
  place: Stretch | null
  /** It is about traffic that passes through: the node itself is neither end. */
  transit?: true
  /** The node that the definition is about, in its own words. */
  subject?: string
  /** The definition's title. */
  caption?: string
}

/** The parts of a rule that all its traffic shares. */
export type Shared = Omit<Rule, keyof Traffic | 'tool'>

/** What is shared by rules that name nothing but their traffic. */
export const silent: Shared = { source: [], destination: [], direction: null, description: null, place: null }

/** One rule for each kind of traffic. */
export function rules(tool: string, traffic: Traffic[], shared: Partial<Shared>): Rule[] {
  return traffic.map(one => ({ ...silent, ...shared, ...one, tool }))
}
