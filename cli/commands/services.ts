import { Command, Option } from 'commander'
import { jsonOf } from '../../check/report/plain.ts'
import { registeredServices } from '../../check/survey/usual.ts'
import { drawTable } from '../format/table.ts'
import { exit, exitWith, say, show, terminalWidth } from '../io.ts'

/** `portolan services`: the registry that checks use as evidence. */
export function servicesCommand(): Command {
  return new Command('services')
    .description(
      'Lists the registry of services: what pages call them, the ports that they really use, and where that is documented. Checks use it as evidence.',
    )
    .argument('[words...]', 'only services whose id, names or ports contain every word')
    .addOption(
      new Option('-f, --format <format>', 'output format').choices(['table', 'json']).default('table'),
    )
    .addHelpText(
      'after',
      '\nExamples:\n  portolan services\n  portolan services ldap\n  portolan services 8472 --format json\n\nExit status: 0 services were found, 1 none was, 2 usage.',
    )
    .action(runServices)
}

function runServices(words: string[], { format }: { format: 'table' | 'json' }): void {
  const found = registeredServices().filter(({ id, names, ports }) =>
    words.every(word => [id, ...names, ...ports].join(' ').toLowerCase().includes(word.toLowerCase())),
  )
  if (format === 'json') show(`${jsonOf(found, 2)}\n`, format)
  else if (found.length > 0) {
    const rows = found.map(({ id, names, ports, reference }) => [
      id,
      names.join(', '),
      ports.join(', '),
      reference ?? 'IANA',
    ])
    show(`${drawTable(['service', 'names', 'ports', 'reference'], rows, terminalWidth())}\n`, format)
  }
  if (found.length > 0) return
  say(`no service matches ${words.join(' ')}`)
  exitWith(exit.holds)
}
