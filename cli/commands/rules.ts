import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Command, Option } from 'commander'
import { aboutPackage, sha256Of } from '../../dataset/datapackage.ts'
import { markdownTable } from '../../dataset/export/markdown.ts'
import { csvOf } from '../../dataset/table.ts'
import { WriteError, writeSet } from '../../dataset/write.ts'
import { loadOptional, MissingPackageError } from '../../extract/optional.ts'
import {
  type About,
  addressesIn,
  applyScript,
  ask,
  type Difference,
  diffRules,
  RefusalError,
  type RuleSet,
  rulesFor,
  type Sheet,
  sheetOf,
  type Target,
  targets,
  writeRules,
} from '../../rules/index.ts'
import type { Flow, Inventory } from '../../schema/types.ts'
import { SchemaError, validate } from '../../schema/validate.ts'
import { lineAt, parseYaml, YamlError } from '../../schema/yaml.ts'
import { type Opened, openDataset } from '../dataset.ts'
import { dataOption, words } from '../filter.ts'
import { currentIo, exit, exitWith, say, sayUnread, show } from '../io.ts'

const sheetFormats = ['md', 'csv', 'xlsx'] as const
const names = [...targets.map(({ id }) => id), 'sheet', 'diff']
const defaultInventory = 'portolan.yaml'

/** `portolan rules`: from flows and an inventory to firewall rules. */
export function rulesCommand(): Command {
  return new Command('rules')
    .description(
      'Writes firewall rules for an installation: what the documents say it needs, and nothing else, each rule with the line that states it. The inventory says what is installed and which addresses have which roles. Whatever it or the documents leave open is an error, and nothing is written.',
    )
    .argument('[target]', `${names.join(', ')}`)
    .argument('[inventory...]', `the inventory (default: ${defaultInventory}); diff compares two`)
    .option('--role <role>', 'only for the machines of this role (default: all that listen)', words)
    .option('-o, --output <path>', 'the file, or the folder where there are several')
    .addOption(
      new Option('--format <format>', 'how the sheet is written').choices(sheetFormats).default('md'),
    )
    .option(
      '--include <flows>',
      'use these flows although they are doubtful: ids, disputed, unreviewed',
      words,
    )
    .option('--accept-gaps', 'go on where no document covers an answer of the inventory')
    .option('--remove', 'write what removes the rules again')
    .option(
      '--apply-script',
      'write a script that loads the rules and restores the old ones unless confirmed within a minute',
    )
    .option('--ask', 'write the skeleton of an inventory, with every open question')
    .option('--product <product>', 'the product that --ask is about')
    .option('--deployment <deployment>', 'how it is installed')
    .option('--from <file>', 'machines for --ask: an Ansible inventory, or kubectl get nodes -o json')
    .option('--before <folder>', 'the dataset of the first state, for diff')
    .option('--exit-code', 'exit 1 where diff finds a difference')
    .addOption(dataOption())
    .addHelpText('after', examples)
    .action(runRules)
}

const examples = `
Examples:
  portolan rules --ask --product rke2 > portolan.yaml
  portolan rules --ask --product rke2 --from hosts.ini -o portolan.yaml
  portolan rules nft --role rke2-server -o rke2-server.nft
  portolan rules nft --role rke2-server --apply-script -o apply.sh
  portolan rules iptables -o rules
  portolan rules aws-sg -o portolan.tf.json
  portolan rules sheet --role worker --format xlsx -o request.xlsx
  portolan rules diff old.yaml new.yaml
  portolan rules diff --before old-dataset --exit-code

Exit status: 0 done, 1 diff found a difference (with --exit-code), 2 usage,
3 a file could not be read or written, 4 the inventory is wrong, or leaves a
question open: nothing was written.`

interface Options {
  role?: string[]
  output?: string
  format: (typeof sheetFormats)[number]
  include?: string[]
  acceptGaps?: boolean
  remove?: boolean
  applyScript?: boolean
  ask?: boolean
  product?: string
  deployment?: string
  from?: string
  before?: string
  exitCode?: boolean
  data?: string
}

async function runRules(
  name: string | undefined,
  files: string[],
  options: Options,
  command: Command,
): Promise<void> {
  const usage = (message: string) => command.error(`error: ${message}`)
  if (options.ask ? name !== undefined : name === undefined || !names.includes(name))
    usage(options.ask ? '--ask takes no target' : `name a target: ${names.join(', ')}`)
  const most = name === 'diff' && !options.before ? 2 : 1
  if (files.length > most || (most === 2 && files.length < 2))
    usage(most === 2 ? 'diff compares two inventories, or one with --before' : 'one inventory is enough')
  const target = targets.find(({ id }) => id === name)
  if ((options.applyScript && !target?.script) || (options.remove && !target))
    usage(`${name} has nothing that a script could load or remove`)
  try {
    // What there is to remove does not depend on an inventory, which may be gone.
    if (target && options.remove && options.role) return put(target.remove(options.role), options, usage)
    const opened = await openDataset(options.data)
    if (!opened) return
    if (options.ask) runAsk(opened, options, usage)
    else if (name === 'diff') await runDiff(files, opened, options)
    else await runTarget(target, read(files[0] ?? defaultInventory, opened, options), options, usage)
  } catch (error) {
    if (error instanceof WriteError) sayUnread(error.message)
    else if (error instanceof MissingPackageError) usage(error.message)
    else if (!(error instanceof Reported)) throw error
  }
}

/** What is wrong was said already. */
class Reported extends Error {}

/** An inventory with its rules. */
interface Loaded {
  file: string
  text: string
  set: RuleSet
  about: About
}

function read(file: string, opened: Opened, options: Options): Loaded {
  const text = textOf(file)
  return orRefuse(file, text, () => {
    const inventory: Inventory = validate('inventory', parseYaml(text), file)
    return { file, text, set: rulesFor(inventory, opened, options), about: aboutOf(file, text, opened) }
  })
}

/** Reports what is wrong with an inventory, or open, with its lines. */
function orRefuse<T>(file: string, text: string, step: () => T): T {
  try {
    return step()
  } catch (error) {
    exitWith(exit.failed)
    if (error instanceof YamlError) say(`${file}:${error.line ?? 1}: ${error.message}`)
    else if (error instanceof SchemaError || error instanceof RefusalError) {
      const { problems } = error
      const lines = problems.map(
        ({ path: at, message }) => `${file}:${lineAt(text, at)}: ${at && `${at} `}${message}`,
      )
      const these = problems.length === 1 ? 'this is' : 'these are'
      say(`no rules were written; ${these} wrong or open:\n  ${lines.join('\n  ')}`)
    } else throw error
    throw new Reported()
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    sayUnread(
      `${file}: cannot be read (${(error as NodeJS.ErrnoException).code}); \`portolan rules --ask\` writes an inventory`,
    )
    throw new Reported()
  }
}

function aboutOf(file: string, text: string, { folder, sources }: Opened): About {
  const { name = 'dataset', version } = aboutPackage(folder)
  const dates = sources.flatMap(source => (source as { date?: string }).date ?? []).sort()
  return {
    data: `${name}${version ? ` ${version}` : ''}`,
    date: dates.at(-1) ?? null,
    inventory: path.basename(file),
    hash: sha256Of(text),
  }
}

async function runTarget(
  target: Target | undefined,
  loaded: Loaded,
  options: Options,
  usage: (message: string) => never,
): Promise<void> {
  const { set } = loaded
  const known = set.listeners.map(({ role }) => role)
  for (const role of options.role ?? [])
    if (!known.includes(role)) usage(`--role ${role}: no rules are for it; there are ${known.join(', ')}`)
  const roles = options.role ?? known
  if (target && options.remove) return put(target.remove(roles), options, usage)
  if (set.leftOut.length > 0) say(`${set.leftOut.length} flows are left out; the header says which, and why`)
  if (!target) {
    const sheet = sheetOf(set, options.role?.[0] ?? null, loaded.about)
    if (options.format === 'csv') for (const assumption of set.assumptions) say(`assumed: ${assumption}`)
    return put(new Map([[`sheet.${options.format}`, await sheetIn(sheet, options.format)]]), options, usage)
  }
  const files = orRefuse(loaded.file, loaded.text, () => writeRules(target, set, roles, loaded.about))
  if (!options.applyScript) return put(files, options, usage)
  if (roles.length > 1) usage('a script is for one role; name it with --role')
  put(new Map([[`${roles[0]}.sh`, applyScript(target.script!, files)]]), options, usage)
}

async function sheetIn(
  { header, rows, notes }: Sheet,
  format: Options['format'],
): Promise<string | Uint8Array> {
  const joined = (separator: string) => rows.map(row => row.map(cell => cell.replaceAll('\n', separator)))
  if (format === 'csv') return csvOf(header, joined(' '))
  // As code, so that no word of a document becomes markup.
  if (format === 'md')
    return `${notes.map(note => `    ${note}\n`).join('')}\n${markdownTable(header, joined(', '))}`
  const { workbookOf } = await loadOptional(
    'xlsx',
    ['write-excel-file', 'fflate'],
    () => import('../../dataset/pack/xlsx.ts'),
  )
  const cells = rows.map(row => row.map(cell => cell || null))
  const [first = '', ...more] = notes
  return workbookOf([
    { name: 'Firewall rules', header, rows: cells, links: [], fixed: 1 },
    { name: 'Notes', header: [first], rows: more.map(note => [note]), links: [], fixed: 0 },
  ])
}

/** One file goes where it is named, else to standard output; several go into a folder. */
function put(
  files: ReadonlyMap<string, string | Uint8Array>,
  { output }: Options,
  usage: (message: string) => never,
): void {
  const [[name, content] = ['', '']] = files
  if (files.size > 1 && output === undefined)
    usage(`these are ${files.size} files (${[...files.keys()].join(', ')}); name a folder with -o`)
  if (output !== undefined) {
    const [folder, all] =
      files.size > 1 ? [output, files] : [path.dirname(output), new Map([[path.basename(output), content]])]
    writeSet(folder, all)
  } else if (typeof content === 'string') show(content, path.extname(name).slice(1))
  else if (currentIo().stdout.isTTY) usage('a workbook is no text; name a file with -o')
  else currentIo().stdout.write(content)
}

function runAsk(
  opened: Opened,
  { product, deployment, from, output }: Options,
  usage: (message: string) => never,
): void {
  const products = [...new Set(opened.flows.map(flow => flow.product))]
  let flows: Flow[] = opened.flows.filter(flow => flow.product === product && !flow.local)
  if (flows.length === 0) usage(`--ask needs --product, one of ${products.join(', ')}`)
  const deployments = [...new Set(flows.map(flow => flow.deployment))]
  const chosen = deployment ?? (deployments.length === 1 ? deployments[0] : undefined)
  if (!chosen || !deployments.includes(chosen))
    usage(`--ask needs --deployment, one of ${deployments.join(', ')}`)
  flows = flows.filter(flow => flow.deployment === chosen)
  const text = from === undefined ? undefined : textOf(from)
  try {
    put(
      new Map([['portolan.yaml', ask(flows, opened, text === undefined ? undefined : addressesIn(text))]]),
      { output } as Options,
      usage,
    )
  } catch (error) {
    if (error instanceof WriteError || text === undefined) throw error
    sayUnread(`${from}: ${(error as Error).message}`)
  }
}

async function runDiff(files: readonly string[], opened: Opened, options: Options): Promise<void> {
  const [first = defaultInventory, second = first] = files
  const old = options.before === undefined ? opened : await openDataset(options.before)
  if (!old) return
  const before = read(first, old, options)
  const after = read(second, opened, options)
  const differences = diffRules(before.set, after.set)
  show(`${differences.map(lineOf).join('\n') || 'The rules let through the same.'}\n`, 'text')
  if (differences.length > 0 && options.exitCode) exitWith(exit.holds)
}

function lineOf({ kind, role, protocol, ports, open, close, flows }: Difference): string {
  const parts = [
    open.length > 0 && `open from ${open.join(', ')}`,
    close.length > 0 && `close from ${close.join(', ')}`,
  ]
  const reason = flows.length > 0 ? ` (${flows.join(', ')})` : ''
  return `${kind.padEnd(6)} ${role}: ${`${protocol} ${ports}`.trim()}: ${parts.filter(Boolean).join('; ')}${reason}`
}
