import { compileWords } from '../../../extract/trees.ts'
import type { Ports, Protocol } from '../../../schema/types.ts'
import { vocabulary } from '../../load.ts'

/** Tests words without regard to case. */
export type Words = ReturnType<typeof compileWords>

/** Ports of one protocol. */
export interface PortRange extends Ports {
  protocol: Protocol
}

/** A service in `exposure.yaml`, where each field is explained. */
interface ServiceEntry {
  kind: 'inner' | 'overlay' | 'outer'
  title: string
  services: string[]
  ports: string[]
  why: string
  reference: string
  names?: string[]
  admits?: string[]
  users?: string
  refuses?: string[]
  common?: boolean
  never?: boolean
  clients?: boolean
  except?: string[]
}

interface UnprotectedEntry {
  title: string
  ports: string[]
  words: string[]
  instead: string
  why: string
  reference: string
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
export type Guarded = ReturnType<typeof guardedOf>

/** A service without authentication or encryption. */
export type Unprotected = ReturnType<typeof unprotectedOf>

/** What must not be open to whom. */
export const exposures = vocabulary('exposure', (file: ExposureFile) => ({
  allPorts: compileWords(file.allPorts),
  participants: compileWords(file.participants),
  securityGroups: compileWords(file.securityGroups),
  everyNode: compileWords(file.everyNode),
  anywhere: new Set(file.anywhere),
  everything: compileWords(file.everything),
  guarded: Object.entries(file.services).map(guardedOf),
  unprotected: Object.values(file.unprotected).map(unprotectedOf),
}))

function guardedOf([id, entry]: [string, ServiceEntry]) {
  return {
    ...entry,
    id,
    names: compileWords(entry.names ?? []),
    ports: entry.ports.map(rangeOf),
    admits: new Set(entry.admits ?? []),
    refuses: new Set(entry.refuses ?? []),
    except: compileWords(entry.except ?? []),
  }
}

function unprotectedOf(entry: UnprotectedEntry) {
  const words = entry.words.length > 0 ? compileWords(entry.words) : null
  return { ...entry, ports: entry.ports.map(rangeOf), words }
}

/**
 * Reads `tcp/2379-2380`.
 *
 * @throws when it is written in another way
 */
export function rangeOf(text: string): PortRange {
  const [, protocol, first, last] = /^([a-z]+)\/(\d+)(?:-(\d+))?$/.exec(text) ?? []
  if (!protocol) throw new Error(`${text}: expected a port such as tcp/2379-2380`)
  return { protocol, first: Number(first), last: Number(last ?? first) }
}
