import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import path from 'node:path'
import { createInterface } from 'node:readline'

/** What a packet is sent to. */
export interface Target {
  protocol: 'tcp' | 'udp' | 'icmp'
  address: string
  port: number
  /** The sender's address; left out: the one that routing chooses. */
  source?: string
}

/** What a command did. */
export interface Ran {
  status: number | null
  stdout: string
  stderr: string
}

const tools = ['unshare', 'ip', 'nft', 'iptables', 'ip6tables', 'ping']

/** Why there can be no laboratory here; null when there can. */
export function obstacle(): string | null {
  if (process.platform !== 'linux') return 'network namespaces are a feature of Linux'
  const missing = tools.filter(tool => spawnSync('sh', ['-c', `command -v ${tool}`]).status !== 0)
  if (missing.length > 0)
    return `${missing.join(', ')}: not installed (Debian: nftables iptables iproute2 iputils-ping util-linux)`
  if (!canUnshare([]) && !canUnshare(asUser)) return 'neither root nor user namespaces are to be had'
  return null
}

/** Most milliseconds for an answer of a machine. */
const patience = 60_000

const asUser = ['--user', '--map-root-user']

/** Whether network namespaces can be made with these options of `unshare`. */
export function canUnshare(options: readonly string[]): boolean {
  return spawnSync('unshare', [...options, '--net', 'true']).status === 0
}

/**
 * Machines in network namespaces of their own, on one switch. Everything is gone when the process ends.
 */
export class Lab {
  readonly #root: ChildProcess
  readonly #waiting = new Map<number, { resolve(answer: object): void; reject(error: Error): void }>()
  #last = 0

  private constructor(options: readonly string[]) {
    const machine = path.join(import.meta.dirname, 'machine.mjs')
    this.#root = spawn('unshare', [...options, '--net', process.execPath, machine], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    createInterface({ input: this.#root.stdout! }).on('line', line => {
      const { id, ...answer } = JSON.parse(line)
      this.#waiting.get(id)?.resolve(answer)
      this.#waiting.delete(id)
    })
    this.#root.on('close', status => {
      for (const { reject } of this.#waiting.values())
        reject(new Error(`the laboratory ended with status ${status}`))
    })
  }

  /**
   * @param machines addresses of each machine, all within 10.0.0.0/8 and fd00::/16
   * @param user in a user namespace even where there is root
   */
  static async open(
    machines: Readonly<Record<string, readonly string[]>>,
    user = !canUnshare([]),
  ): Promise<Lab> {
    const lab = new Lab(user ? asUser : [])
    await lab.sh(null, 'ip link set lo up && ip link add switch type bridge && ip link set switch up')
    for (const [i, [name, addresses]] of Object.entries(machines).entries()) {
      const { pid } = await lab.#ask<{ pid: number }>({ action: 'start', name })
      await lab.sh(
        null,
        `ip link add port${i} type veth peer name eth0 netns ${pid} && ip link set port${i} master switch up`,
      )
      const own = addresses.map(
        one => `ip addr add ${one}${one.includes(':') ? '/16 dev eth0 nodad' : '/8 dev eth0'}`,
      )
      await lab.sh(name, ['ip link set lo up', 'ip link set eth0 up', ...own].join(' && '))
    }
    return lab
  }

  close(): void {
    this.#root.stdin!.end()
  }

  /** Runs a command on a machine; null: on the switch. */
  run(machine: string | null, argv: readonly string[], input = ''): Promise<Ran> {
    return this.#ask({ ...(machine && { to: machine }), action: 'run', argv, input })
  }

  /** Runs lines of a shell, which must succeed. */
  async sh(machine: string | null, script: string): Promise<string> {
    const { status, stdout, stderr } = await this.run(machine, ['sh', '-ec', script])
    if (status !== 0)
      throw new Error(`${machine ?? 'switch'}: ${stderr || stdout} (status ${status})\n${script}`)
    return stdout
  }

  /** Sends UDP datagrams back from ports of a machine. */
  async echo(machine: string, ports: readonly number[]): Promise<void> {
    await this.#ask({ to: machine, action: 'echo', ports })
  }

  /**
   * Tries whether packets of a machine get through.
   *
   * @param expected what they should do: those that do otherwise are tried once more, with more patience
   */
  async probe(machine: string, targets: readonly Target[], expected: readonly boolean[]): Promise<boolean[]> {
    const passed = await this.#probe(machine, targets, 800)
    const late = passed.flatMap((one, i) => (one === false && expected[i] ? [i] : []))
    const again = await this.#probe(
      machine,
      late.map(i => targets[i]!),
      1600,
    )
    for (const [n, i] of late.entries()) passed[i] = again[n]!
    return passed
  }

  async #probe(machine: string, targets: readonly Target[], patience: number): Promise<boolean[]> {
    const passed: boolean[] = []
    for (let i = 0; i < targets.length; i += 300)
      passed.push(
        ...(
          await this.#ask<{ passed: boolean[] }>({
            to: machine,
            action: 'probe',
            targets: targets.slice(i, i + 300),
            patience,
          })
        ).passed,
      )
    return passed
  }

  #ask<T>(request: object): Promise<T> {
    const id = ++this.#last
    this.#root.stdin!.write(`${JSON.stringify({ ...request, id })}\n`)
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        reject,
        patience,
        new Error(`no answer in time to ${JSON.stringify(request).slice(0, 200)}`),
      )
      const done = (answer: T & { error?: string }) => {
        clearTimeout(timer)
        if (answer.error) reject(new Error(answer.error))
        else resolve(answer)
      }
      this.#waiting.set(id, { resolve: done, reject })
    })
  }
}
