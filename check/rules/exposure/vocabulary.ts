import { compileWords } from '../../../extract/trees.ts'
import { vocabulary } from '../../load.ts'
import { type PortRange, rangeOf } from './range.ts'

/** Tests words without regard to case. */
export type Words = ReturnType<typeof compileWords>

interface Entry {
  title: string
  ports: string[]
  why: string
  reference: string
}

interface ServiceEntry extends Entry {
  kind: 'inner' | 'overlay' | 'outer'
  services: string[]
  names?: string[]
  admits?: string[]
  users?: string
  refuses?: string[]
  common?: boolean
  never?: boolean
  clients?: boolean
  except?: string[]
}

interface UnprotectedEntry extends Entry {
  words: string[]
  instead: string
}

interface ExposureFile {
  allPorts: string[]
  participants: string[]
  securityGroups: string[]
  everyNode: string[]
  anywhere: string[]
  everything: string[]
  services: Record<string, ServiceEntry>
  unprotected: Record<string, UnprotectedEntry>
}

/** A service that must not be open to everybody. */
export interface Guarded {
  id: string
  /** Whether it is for a few roles, for the nodes of a cluster, or for a few places in the world. */
  kind: ServiceEntry['kind']
  title: string
  /** Ids in the vocabulary of services. */
  services: string[]
  names: Words
  ports: PortRange[]
  /** The only roles that need it, and what they are called; only of an inner one. */
  admits: Set<string>
  users: string
  /** Roles that must not reach it; only of an inner one. */
  refuses: Set<string>
  /** The same thing in all products. */
  common: boolean
  /** Open to the world is never meant. */
  never: boolean
  /** It has clients in many places, so that it may be meant to be open. */
  clients: boolean
  /** Listeners that are there to be reached. */
  except: Words
  why: string
  reference: string
}

/** A service that keeps nobody out. */
export interface Unprotected {
  title: string
  ports: PortRange[]
  /** Words that must stand beside the port; null when the port tells it alone. */
  words: Words | null
  instead: string
  why: string
  reference: string
}

/** What must not be open to whom. */
export const exposures = vocabulary('exposure', (file: ExposureFile) => ({
  allPorts: compileWords(file.allPorts),
  participants: compileWords(file.participants),
  securityGroups: compileWords(file.securityGroups),
  everyNode: compileWords(file.everyNode),
  anywhere: new Set(file.anywhere),
  everything: compileWords(file.everything),
  guarded: Object.entries(file.services).map(([id, entry]) => guardedOf(id, entry)),
  unprotected: Object.values(file.unprotected).map(unprotectedOf),
}))

function guardedOf(id: string, entry: ServiceEntry): Guarded {
  return {
    id,
    kind: entry.kind,
    title: entry.title,
    services: entry.services,
    names: compileWords(entry.names ?? []),
    ports: entry.ports.map(rangeOf),
    admits: new Set(entry.admits ?? []),
    users: entry.users ?? '',
    refuses: new Set(entry.refuses ?? []),
    common: entry.common ?? false,
    never: entry.never ?? false,
    clients: entry.clients ?? false,
    except: compileWords(entry.except ?? []),
    why: entry.why,
    reference: entry.reference,
  }
}

function unprotectedOf({ title, ports, words, instead, why, reference }: UnprotectedEntry): Unprotected {
  return {
    title,
    ports: ports.map(rangeOf),
    words: words.length > 0 ? compileWords(words) : null,
    instead,
    why,
    reference,
  }
}
