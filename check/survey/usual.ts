import { compileWords } from '../../extract/trees.ts'
import type { Service } from '../../reconcile/index.ts'
import { vocabulary } from '../load.ts'

const applications = vocabulary('ports', (file: { applications: Record<string, number[]> }) =>
  Object.entries(file.applications).map(([name, ports]) => ({
    words: compileWords([name]),
    ports: ports.map(String),
  })),
)

/** Ports and ranges of a service, as text. */
export function portsOf({ ports }: Service): string[] {
  return ports.map(port => port.split('/')[1]!)
}

/** Ports of what is spoken, where words name it: HTTP, SSH. */
export function spokenPorts(words: (string | null)[]): string[] {
  const text = words.filter(word => word !== null).join(' ')
  return applications().flatMap(({ words, ports }) => (words.test(text) ? ports : []))
}
