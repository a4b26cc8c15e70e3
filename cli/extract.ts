import { Command, InvalidArgumentError, Option } from 'commander'
import { VFile } from 'vfile'
import { reporter } from 'vfile-reporter'
import { extract } from '../extract/index.ts'
import type { Claim } from '../schema/types.ts'
import { exit, exitWith } from './exit.ts'
import { type ClaimFormat, claimFormats, formatClaims } from './format/claims.ts'
import { stripControls, terminalWidth } from './format/table.ts'
import { InputError, readDocument } from './input.ts'

const megabyte = 1e6

/** `portolan extract FILE…`: the claims that documents make. */
export function extractCommand(): Command {
  return new Command('extract')
    .summary('list the port claims that documents make')
    .description(
      'Lists every claim about ports that the given documents make, exactly as they make it, with the line where it stands. Repairs and notices go to standard error.',
    )
    .argument('<file...>', 'documents; - reads standard input')
    .addOption(
      new Option('-f, --format <format>', 'how claims are written').choices(claimFormats).default('table'),
    )
    .option('--max-size <MB>', 'most megabytes of a document that are read', positive, 20)
    .option('-q, --quiet', 'no repairs and notices on standard error')
    .addHelpText('after', examples)
    .action(run)
}

const examples = `
Examples:
  portolan extract docs/ports.md
  portolan extract docs/*.md --format ndjson > claims.ndjson
  curl -s https://example.org/ports.html | portolan extract - --format json`

interface Options {
  format: ClaimFormat
  maxSize: number
  quiet?: boolean
}

async function run(files: string[], options: Options): Promise<void> {
  const claims: Claim[] = []
  for (const file of files) {
    try {
      const document = await readDocument(file, options.maxSize * megabyte)
      const extraction = extract(document.path, document.text)
      if (!options.quiet) report(document.path, extraction.messages)
      if (options.format === 'ndjson') process.stdout.write(formatClaims(extraction.claims, 'ndjson', 0))
      else claims.push(...extraction.claims)
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      process.stderr.write(`portolan: ${stripControls(error.message)}\n`)
      exitWith(exit.unread)
    }
  }
  if (options.format !== 'ndjson') process.stdout.write(formatClaims(claims, options.format, terminalWidth()))
}

/** Repairs and notices in the form that vfile's users know. */
function report(path: string, messages: VFile['messages']): void {
  if (messages.length === 0) return
  const file = new VFile({ path })
  file.messages.push(...messages)
  process.stderr.write(`${reporter(file)}\n`)
}

function positive(value: string): number {
  const number = Number(value)
  if (!(number > 0)) throw new InvalidArgumentError('Give a number above 0.')
  return number
}
