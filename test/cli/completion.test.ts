import { spawnSync } from 'node:child_process'
import { Command, Option } from 'commander'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { bash } from '../../cli/complete/bash.ts'
import { commandsOf } from '../../cli/complete/commands.ts'
import { fish } from '../../cli/complete/fish.ts'
import { zsh } from '../../cli/complete/zsh.ts'
import { folderWith, portolan } from './helpers.ts'
import { checkoutWith, house } from './house.ts'

const program = new Command('ship').version('1').addCommand(
  new Command('sail')
    .summary("set sail; it's [fun]: yes")
    .argument('<file>')
    .addOption(new Option('-t, --to <role>', 'whom'))
    .addOption(new Option('--speed <speed>', 'how [fast]: knots').choices(['slow', 'fast']))
    .option('--log <folder>', 'where')
    .option('--flag', "the captain's"),
)
program.addCommand(new Command('moor').summary('moor'))
const commands = commandsOf(program, { role: ['lamp', '$(rm -rf ~)', "it's", 'a b', '`x`', 'keeper'] })

test('what a shell would run is not offered', () => {
  const to = commands[1]!.flags.find(({ names }) => names.includes('--to'))
  assert.equal(to?.values, { words: ['lamp', 'keeper'] })
})

/** What bash offers for a line that ends with the word to complete. */
function offered(script: string, ...words: string[]): string[] {
  const name = words[0]!
  const ask = `COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _${name}; printf '%s\\n' "\${COMPREPLY[@]}"`
  const ran = spawnSync('bash', ['-c', `${script}\n${ask}`, 'bash', ...words], { encoding: 'utf8' })
  assert.is(ran.stderr, '')
  return ran.stdout.split('\n').filter(Boolean)
}

const asked: { title: string; input: string[]; expected: string[] }[] = [
  { title: 'commands', input: ['ship', ''], expected: ['sail', 'moor'] },
  { title: 'a command that was begun', input: ['ship', 's'], expected: ['sail'] },
  { title: 'options of the program', input: ['ship', '--v'], expected: ['--version'] },
  {
    title: 'options of a command',
    input: ['ship', 'sail', '--'],
    expected: ['--to', '--speed', '--log', '--flag', '--help'],
  },
  { title: 'values', input: ['ship', 'sail', '--speed', ''], expected: ['slow', 'fast'] },
  { title: 'values behind a short option', input: ['ship', 'sail', '-t', 'l'], expected: ['lamp'] },
  { title: 'files are left to the shell', input: ['ship', 'sail', '--log', ''], expected: [] },
  { title: 'arguments are left to the shell', input: ['ship', 'sail', ''], expected: [] },
  {
    title: 'behind an option without value',
    input: ['ship', 'sail', '--flag', '--s'],
    expected: ['--speed'],
  },
]
for (const { title, input, expected } of asked) {
  test(`bash offers ${title}`, () => assert.equal(offered(bash(commands), ...input), expected))
}

test('zsh: a function by the commands, quoted', () => {
  const script = zsh(commands)
  assert.match(script, /^#compdef ship\n/)
  assert.match(script, "'sail:set sail; it'\\''s [fun]: yes'\n")
  assert.match(script, `'(--to -t)'{--to,-t}'[whom]:value:(lamp keeper)' \\`)
  assert.match(script, "'--speed[how \\[fast\\]\\: knots]:value:(slow fast)' \\")
  assert.match(script, "'--log[where]:value:_files -/' \\")
  assert.match(script, "'*:argument:_files'\n          ;;")
})

test('fish: a line for each option, quoted', () => {
  const script = fish(commands)
  const sail = "complete -c ship -n '__fish_seen_subcommand_from sail'"
  const lines = script.split('\n')
  assert.ok(lines.includes(`${sail} -l to -s t -x -a 'lamp keeper' -d 'whom'`), script)
  assert.ok(lines.includes(`${sail} -l flag -d 'the captain\\'s'`))
  assert.ok(lines.includes(`${sail} -l log -r -d 'where'`))
  assert.ok(lines.some(line => line.endsWith("-f -a sail -d 'set sail; it\\'s [fun]: yes'")))
})

const cwd = checkoutWith()
const [own, far, strange, unread] = await Promise.all([
  portolan(['completion', 'bash'], { cwd }),
  portolan(['completion', 'bash', '--data', 'dataset'], { cwd }),
  portolan(['completion', 'tcsh'], { cwd }),
  portolan(['completion', 'bash', '--data', folderWith()], { cwd }),
])

test('the program’s own script knows its commands and the dataset', () => {
  assert.equal([own.status, own.stderr], [0, ''])
  assert.is(far.stdout, own.stdout)
  assert.equal(offered(own.stdout, 'portolan', 'quer'), ['query'])
  assert.equal(offered(own.stdout, 'portolan', 'query', '--format', 't'), ['table'])
  assert.equal(offered(own.stdout, 'portolan', 'query', '--from', 'k'), ['keeper', 'keepers'])
  assert.equal(offered(own.stdout, 'portolan', 'query', '--from', 'lamp', '--product', ''), ['light'])
  assert.equal(offered(own.stdout, 'portolan', 'completion', ''), ['bash', 'zsh', 'fish'])
  const deployments = new Set(house.flows.map(({ deployment }) => deployment))
  assert.equal(offered(own.stdout, 'portolan', 'export', '--deployment', ''), [...deployments].sort())
})

test('an unknown shell is usage, a dataset that is not there is told', () => {
  assert.equal([strange.status, unread.status], [2, 3])
})

test.run()
