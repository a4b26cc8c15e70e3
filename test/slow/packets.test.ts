import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { query } from '../../dataset/api/query.ts'
import {
  applyScript,
  type Data,
  type RuleSet,
  type Target as RuleTarget,
  rulesFor,
  targets,
  writeRules,
} from '../../rules/index.ts'
import type { Inventory } from '../../schema/types.ts'
import { data, inventoryOf, stacks } from '../rules/stacks.ts'
import { edgesOf, isNeeded, type Machine, machinesOf } from './packets/expect.ts'
import { canUnshare, Lab, obstacle, type Target } from './packets/lab.ts'

// Loads rules on machines in network namespaces, and sends packets: what gets through must be what `query` says.

const reason = obstacle()
const about = { data: 'portolan-data 0.0.0', date: null, inventory: 'portolan.yaml', hash: '0'.repeat(64) }
const loadable = targets.filter(({ script }) => script)

type When = Record<string, string | string[]>

/** A stack in the laboratory. */
interface Scene {
  inventory: Inventory
  known: Data
  set: RuleSet
  machines: Machine[]
  lab: Lab
}

/** Builds a stack, and takes it down afterwards. */
async function inScene(
  stack: keyof typeof data,
  when: When,
  body: (scene: Scene) => Promise<void>,
  user?: boolean,
): Promise<void> {
  const inventory = inventoryOf(stack, when)
  const set = rulesFor(inventory, data[stack])
  const machines = machinesOf(inventory)
  const lab = await Lab.open(
    Object.fromEntries(machines.map(({ name, addresses }) => [name, addresses])),
    user,
  )
  try {
    const scene = { inventory, known: data[stack], set, machines, lab }
    for (const { name } of listening(scene)) await lab.echo(name, edgesOf(inventory, data[stack]))
    await body(scene)
  } finally {
    lab.close()
  }
}

/** The machines that get rules. */
function listening({ set, machines }: Scene): Machine[] {
  return machines.filter(({ roles }) => set.listeners.some(({ role }) => role === roles[0]))
}

/** Loads files on a machine, as the script for users does. */
async function load(
  lab: Lab,
  machine: string,
  target: RuleTarget,
  files: ReadonlyMap<string, string>,
): Promise<void> {
  const written = [...files].map(([name, text]) => `cat > "$work/${name}" << 'END'\n${text}END`)
  await lab.sh(
    machine,
    ['work=$(mktemp -d)', ...written, target.script!.load([...files.keys()]), 'rm -r "$work"'].join('\n'),
  )
}

async function loadAll(scene: Scene, target: RuleTarget): Promise<void> {
  for (const { name, roles } of listening(scene))
    await load(scene.lab, name, target, writeRules(target, scene.set, [roles[0]!], about))
}

/**
 * Sends packets from every machine to the first machine of each role that listens.
 *
 * @returns how many were sent, how many passed, and those that did otherwise than they should
 */
async function mismatches(
  scene: Scene,
  ports = edgesOf(scene.inventory, scene.known),
  aims = listening(scene).filter(({ name }) => name.endsWith('-1')),
): Promise<{ tried: number; passed: number; wrong: string[] }> {
  const { lab, machines, inventory, known } = scene
  let passed = 0
  let tried = 0
  const wrong: string[] = []
  await Promise.all(
    machines.map(async from => {
      const trials = aims
        .filter(to => to !== from)
        .flatMap(to =>
          to.addresses.flatMap((address): { to: Machine; target: Target }[] => [
            { to, target: { protocol: 'icmp', address, port: 0 } },
            ...ports.flatMap(port =>
              (['tcp', 'udp'] as const).map(protocol => ({ to, target: { protocol, address, port } })),
            ),
          ]),
        )
      const expected = trials.map(({ to, target }) => isNeeded(from, to, target, inventory, known))
      const got = await lab.probe(
        from.name,
        trials.map(({ target }) => target),
        expected,
      )
      tried += got.length
      passed += got.filter(Boolean).length
      for (const [i, { to, target }] of trials.entries())
        if (got[i] !== expected[i])
          wrong.push(
            `${from.name} > ${to.name} ${target.protocol} ${target.port} at ${target.address}: ${got[i] ? 'passes' : 'is blocked'}`,
          )
    }),
  )
  return { tried, passed, wrong: wrong.sort() }
}

function packets(title: string, body: () => Promise<void>): void {
  test(title, async () => {
    if (!reason) return body()
    assert.not(process.env.CI, `there is no laboratory for packets: ${reason}`)
    console.log(`not tried, ${reason}: ${title}`)
  })
}

for (const [title, name, when] of stacks) {
  packets(`${title}: what gets through is what query says`, async () => {
    await inScene(name, when, async scene => {
      for (const target of loadable) {
        await loadAll(scene, target)
        const { tried, passed, wrong } = await mismatches(scene)
        assert.equal(wrong.slice(0, 20), [], target.id)
        assert.ok(passed > 20 && passed < tried / 2, `${target.id}: ${passed} of ${tried}`)
        for (const { name, roles } of listening(scene)) await removeFrom(scene.lab, name, target, roles[0]!)
      }
    })
  })
}

async function removeFrom(lab: Lab, machine: string, target: RuleTarget, role: string): Promise<void> {
  const [text = ''] = target.remove([role]).values()
  await lab.sh(machine, target.id === 'nft' ? `nft -f - << 'END'\n${text}END` : text)
}

packets('the same in a user namespace, without root', async () => {
  if (!canUnshare(['--user', '--map-root-user']))
    return console.log('not tried: user namespaces are not allowed here')
  await inScene(
    'harbour',
    {},
    async scene => {
      await loadAll(scene, loadable[0]!)
      assert.equal((await mismatches(scene)).wrong, [])
    },
    true,
  )
})

/** Rules that were there before. */
const foreign = `
nft -f - << 'END'
table inet others { chain input { type filter hook input priority 10; policy accept; tcp dport 4444 drop; }
}
END
iptables -A INPUT -p tcp --dport 4445 -j DROP
ip6tables -A INPUT -p tcp --dport 4445 -j DROP
`
const listing = `nft list ruleset | sed 's/packets [0-9]* bytes [0-9]*//'`

packets('loaded twice is loaded once; others keep their rules; removal leaves no trace', async () => {
  await inScene('rke2', { cni: 'canal', overlay: 'vxlan' }, async scene => {
    const [role, machine] = ['rke2-server', 'rke2-server-1']
    await scene.lab.sh(machine, foreign)
    for (const target of loadable) {
      // The tables of iptables stay once they were used.
      await scene.lab.sh(machine, 'iptables -t mangle -S; ip6tables -t mangle -S')
      const before = await scene.lab.sh(machine, listing)
      const files = writeRules(target, scene.set, [role], about)
      await load(scene.lab, machine, target, files)
      const once = await scene.lab.sh(machine, listing)
      await load(scene.lab, machine, target, files)
      assert.is(await scene.lab.sh(machine, listing), once, target.id)
      assert.match(once, 'tcp dport 4444 drop')
      assert.not.equal(once, before)
      await removeFrom(scene.lab, machine, target, role)
      assert.is(emptied(await scene.lab.sh(machine, listing)), emptied(before), target.id)
      await removeFrom(scene.lab, machine, target, role)
    }
  })
})

/** A listing without the empty chains that iptables makes for itself. */
function emptied(text: string): string {
  return text.replace(/table ip6? \w+ \{\n(?:\tchain \w+ \{\n\t\ttype [^\n]+\n\t\}\n\n?)*\}\n/g, '')
}

packets('ports of pods: who may not reach a NodePort is stopped before it is translated', async () => {
  await inScene('rke2', { cni: 'canal', overlay: 'vxlan' }, async scene => {
    const { lab } = scene
    const server = 'rke2-server-1'
    const reach = async (from: string, port: number) =>
      (await lab.probe(from, [{ protocol: 'tcp', address: '10.0.1.10', port }], [true]))[0]
    // As kube-proxy does: one port leads to a pod elsewhere, one to a pod in the network of the machine.
    await lab.sh(
      server,
      `sysctl -qw net.ipv4.ip_forward=1
nft -f - << 'END'
table ip proxy {
  chain pre {
    type nat hook prerouting priority dstnat;
    tcp dport 31000 dnat to 10.42.7.5:8080
    tcp dport 31001 redirect to :8081
  }
  chain post {
    type nat hook postrouting priority srcnat;
    tcp dport 8080 masquerade
  }
}
END`,
    )
    for (const target of loadable) {
      for (const port of [31000, 31001]) assert.ok(await reach('stranger', port), `${port} without rules`)
      await load(lab, server, target, writeRules(target, scene.set, ['rke2-server'], about))
      for (const port of [31000, 31001]) {
        assert.ok(await reach('rke2-agent-1', port), `${target.id} ${port}`)
        assert.not(await reach('stranger', port), `${target.id} ${port}`)
      }
      await removeFrom(lab, server, target, 'rke2-server')
    }
  })
})

/** Changes to one line of rules; null where they do not fit. */
const mutations: Record<string, (line: string) => string | null> = {
  dropped: () => '',
  widened: line =>
    replaced(line, /(?:dport|proto-dst|ctorigdstport) (\d+)(?:([-:])(\d+))?/, (text, first, mark, last) =>
      mark
        ? text.replace(last!, String(Number(last) + 1))
        : text.replace(first!, `${first}${line.startsWith('-A') ? ':' : '-'}${Number(first) + 1}`),
    ),
  'another protocol': line => replaced(line, /\b(tcp|udp)\b/, text => (text === 'tcp' ? 'udp' : 'tcp')),
  'exchanged digits': line =>
    replaced(line, /(?<=(?:dport|proto-dst|ctorigdstport) )\d+(?![\d:-])/, text => {
      const i = [...text].findIndex((digit, at) => at > 0 && digit !== text[at - 1])
      return i < 0 ? text : `${text.slice(0, i - 1)}${text[i]}${text[i - 1]}${text.slice(i + 1)}`
    }),
}

function replaced(line: string, what: RegExp, by: (...found: string[]) => string): string | null {
  const changed = line.replace(what, by)
  return changed === line ? null : changed
}

packets(
  'one rule that is dropped, widened, of another protocol or with exchanged digits is noticed',
  async () => {
    await inScene('harbour', {}, async scene => {
      const crane = scene.machines.find(({ name }) => name === 'crane-1')!
      for (const target of loadable) {
        await loadAll(scene, target)
        const files = writeRules(target, scene.set, ['crane'], about)
        for (const [file, text] of files)
          for (const [kind, mutate] of Object.entries(mutations)) {
            const lines = text.split('\n')
            const candidates = lines.flatMap((line, i) =>
              /^ *(?!#).*(?:10\.0|fd00).*dport/.test(line) &&
              !isForItself.test(line) &&
              mutate(line.trim()) !== null
                ? [i]
                : [],
            )
            assert.ok(candidates.length > 1, `${file}: ${kind}`)
            const chosen = new Set([0, Math.floor(candidates.length / 2), candidates.length - 1])
            for (const i of [...chosen].map(at => candidates[at]!)) {
              const changed = lines.with(i, mutate(lines[i]!.trim())!).join('\n')
              await load(scene.lab, 'crane-1', target, new Map([...files, [file, changed]]))
              const ports = portsNear(lines[i]!, changed.split('\n')[i]!)
              const { wrong } = await mismatches(scene, ports, [crane])
              assert.ok(wrong.length > 0, `${target.id}, ${kind}: ${lines[i]}`)
            }
          }
        await load(scene.lab, 'crane-1', target, files)
        assert.equal((await mismatches(scene)).wrong, [])
        for (const { name, roles } of listening(scene)) await removeFrom(scene.lab, name, target, roles[0]!)
      }
    })
  },
)

/** What a machine sends to itself is never filtered. */
const isForItself = /-s (?:10\.0\.2\.10|fd00:2::10) /

/** The ports that two lines name: enough to see what a change of one into the other does. */
function portsNear(...lines: string[]): number[] {
  const edges = edgesOf(inventoryOf('harbour'), data.harbour)
  const named = lines.flatMap(line =>
    [...line.matchAll(/(?:dport|proto-dst|ctorigdstport) (\d+)(?:[-:](\d+))?/g)].flatMap(
      ([, ...ports]) => ports,
    ),
  )
  return edges.filter(port => named.some(one => Math.abs(Number(one) - port) <= 1))
}

packets('the script keeps the new rules when they are confirmed, else restores the old ones', async () => {
  await inScene('harbour', {}, async scene => {
    const { lab, set } = scene
    const before = { ...set, rules: set.rules.filter(({ ports }) => ports?.first !== 7946) }
    const show = () => lab.sh('crane-1', listing)
    for (const target of loadable) {
      const script = applyScript(target.script!, writeRules(target, set, ['crane'], about))
      const run = (answer: string) =>
        lab.run(
          'crane-1',
          [
            'sh',
            '-c',
            `cat > /tmp/portolan-$$ ; (${answer}) | PORTOLAN_SECONDS=1 sh /tmp/portolan-$$; status=$?; rm /tmp/portolan-$$; exit $status`,
          ],
          script,
        )
      const none = await show()
      for (const answer of ['echo no', ':', 'sleep 2.5; echo yes']) {
        const { status, stderr } = await run(answer)
        assert.is(status, 1, stderr)
        assert.is(emptied(await show()), emptied(none), `${target.id}: ${answer}, nothing was loaded before`)
      }
      await load(lab, 'crane-1', target, writeRules(target, before, ['crane'], about))
      const old = await show()
      assert.is((await run('echo no')).status, 1)
      assert.is(await show(), old, target.id)
      const { status, stderr } = await run('echo yes')
      assert.is(status, 0, stderr)
      assert.match(await show(), '7946')
      await removeFrom(lab, 'crane-1', target, 'crane')
    }
  })
})

test('a packet is needed when query says so', () => {
  const found = query(
    data.rke2.flows,
    { from: 'rke2-server', to: 'rke2-server', port: [6443, 9345] },
    data.rke2.roles,
  )
  assert.is(found.length, 2)
})

test.run()
