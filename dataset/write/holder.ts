import { createHash } from 'node:crypto'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'

/** A process, told apart from all others that ever ran on any machine that shares the disk. */
interface Holder {
  pid: number
  /** When it started, in the system's own ticks; 0 where the system does not tell. */
  start: string
  host: string
  /** Changes with every start of the machine. */
  boot: string
  /** The space that its number counts in: containers have one each. */
  space: string
}

/** The name of the file by which this process says that it holds a lock: whole as soon as it is there. */
export function ownName(): string {
  return nameOf(self())
}

/** What a name says of the process: whether it is this one, over, alive, or out of sight on another machine. */
export function stateOf(name: string): 'self' | 'over' | 'alive' | 'unseen' {
  const me = self()
  if (name === nameOf(me)) return 'self'
  const holder = parse(name)
  if (!holder || holder.host !== me.host) return 'unseen'
  if (holder.boot !== me.boot) return 'over'
  if (holder.space !== me.space) return 'unseen'
  return isAlive(holder) ? 'alive' : 'over'
}

/** A holder in words. */
export function describe(name: string): string {
  const pid = parse(name)?.pid
  return `process ${pid ?? 'of unknown number'}${stateOf(name) === 'unseen' ? ' of another machine or container' : ''}`
}

let known: Holder | undefined

function self(): Holder {
  known ??= {
    pid: process.pid,
    start: startOf(process.pid) ?? '0',
    host: short(hostname()),
    boot: short(read(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'))),
    space: short(read(() => readlinkSync('/proc/self/ns/pid'))),
  }
  return known
}

function nameOf({ pid, start, host, boot, space }: Holder): string {
  return ['lock', pid, start, host, boot, space].join('.')
}

function parse(name: string): Holder | null {
  const [, pid, start = '', host = '', boot = '', space = ''] =
    /^lock\.(\d+)\.(\d+)\.(\w+)\.(\w+)\.(\w+)$/.exec(name) ?? []
  return pid === undefined ? null : { pid: Number(pid), start, host, boot, space }
}

function isAlive({ pid, start }: Holder): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  // The number may be another's by now.
  return start === '0' || startOf(pid) === start
}

/** Null when there is no such process any more, or the system does not tell. */
function startOf(pid: number): string | null {
  const text = read(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
  // The name of the program stands in brackets and may hold anything, brackets too.
  const [state, ...fields] = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return state === 'Z' || state === 'X' ? null : (fields[18] ?? null)
}

function read(get: () => string): string {
  try {
    return get()
  } catch {
    return ''
  }
}

function short(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8)
}
