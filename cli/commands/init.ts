import { existsSync, writeFileSync } from 'node:fs'
import { Command } from 'commander'
import { say } from '../io.ts'

const file = '.portolanrc.yaml'

/** A configuration that changes nothing and shows what can be changed. */
const template = `# How the documents of this project are checked.

# ports: rules about ports; all: rules about words as well.
profile: ports

# Severities by rule or family of rules (portolan check --list-rules): error, warning, info, off.
rules: {}
#  deprecated: info
#  exposure: off

# Other severities for some documents.
overrides: []
#  - files: [docs/archive/]
#    rules: { currency: off }

# Documents that are not read: patterns as in .gitignore.
ignore: []

# Minimum severity that makes portolan check exit 1: error, warning, info, never.
failOn: error

# Known findings, which are not reported; write the file with portolan check --write-baseline.
# baseline: portolan-baseline.json
`

/** `portolan init`: a configuration to start from. */
export function initCommand(): Command {
  return new Command('init')
    .description(`Writes ${file}, a configuration with comments, into the working folder.`)
    .addHelpText('after', '\nExamples:\n  portolan init\n  portolan init && portolan check docs')
    .action((_options: object, command: Command) => {
      if (existsSync(file)) command.error(`error: ${file} exists already`)
      writeFileSync(file, template, { flag: 'wx' })
      say(`${file} written; portolan check reads it`)
    })
}
