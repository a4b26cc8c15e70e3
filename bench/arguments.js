import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'

/**
 * Reads the arguments of the script that runs; `--help` shows the comment that it begins with.
 * @param {import('node:util').ParseArgsConfig} config
 */
export function argumentsOf(config) {
  try {
    const options = { ...config.options, help: { type: 'boolean', short: 'h' } }
    const parsed = parseArgs({ ...config, options })
    if (!parsed.values.help) return parsed
    console.log(help())
    process.exit(0)
  } catch (error) {
    console.error(`${error.message}\n\n${help()}`)
    process.exit(2)
  }
}

function help() {
  const lines = readFileSync(process.argv[1], 'utf8').split('\n')
  const first = lines.findIndex(line => !line.startsWith('//'))
  return lines
    .slice(0, first)
    .map(line => line.replace(/^\/\/ ?/, ''))
    .join('\n')
}
