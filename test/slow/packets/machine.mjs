// A machine of the laboratory: a process in a network namespace of its own. It takes requests as lines of JSON on
// standard input, and answers each with a line. The outermost one starts the others and passes requests on to them.
import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { connect } from 'node:net'
import { createInterface } from 'node:readline'

// Nothing survives a test that was killed.
process.stdin.on('end', () => process.exit())
setTimeout(() => process.exit(9), 10 * 60_000)

const machines = new Map()

const actions = {
  /** Starts a machine in a new network namespace. */
  async start({ name }) {
    const child = spawn('unshare', ['--net', process.execPath, import.meta.filename], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    const waiting = new Map()
    createInterface({ input: child.stdout }).on('line', line => {
      const { id, ...answer } = JSON.parse(line)
      waiting.get(id)?.(answer)
      waiting.delete(id)
    })
    child.on('close', status => {
      for (const resolve of waiting.values()) resolve({ error: `${name} ended with status ${status}` })
    })
    let last = 0
    machines.set(name, request => {
      const id = ++last
      child.stdin.write(`${JSON.stringify({ ...request, id })}\n`)
      return new Promise(resolve => waiting.set(id, resolve))
    })
    // unshare has become node when it answers.
    await machines.get(name)({ action: 'run', argv: ['true'] })
    return { pid: child.pid }
  },

  /** Runs a command. */
  async run({ argv: [command, ...args], input }) {
    const { status, stdout, stderr, error } = spawnSync(command, args, {
      encoding: 'utf8',
      input,
      timeout: 20_000,
    })
    return { status, stdout, stderr: stderr || String(error ?? '') }
  },

  /** Sends UDP datagrams back from ports. */
  async echo({ ports }) {
    const bind = (type, port) =>
      new Promise((resolve, reject) => {
        const socket = createSocket({ type, ipv6Only: type === 'udp6' })
        socket.on('message', (message, { address, port }) => socket.send(message, port, address))
        socket.on('error', reject)
        socket.bind(port, resolve)
      })
    await Promise.all(ports.flatMap(port => [bind('udp4', port), bind('udp6', port)]))
    return {}
  },

  /** Tries whether packets get through; answers a list of truths. */
  async probe({ targets, patience }) {
    const passed = await Promise.all(targets.map(target => probes[target.protocol]({ patience, ...target })))
    return { passed }
  },
}

const probes = {
  /** A connection, or a refusal, shows that the packet arrived. */
  tcp: ({ address, port, source, patience }) =>
    new Promise(resolve => {
      const socket = connect({ host: address, port, localAddress: source })
      const done = passed => {
        clearTimeout(timer)
        socket.destroy()
        resolve(passed)
      }
      const timer = setTimeout(done, patience, false)
      socket.on('connect', () => done(true))
      socket.on('error', ({ code }) => done(code === 'ECONNREFUSED' || code === 'ECONNRESET'))
    }),

  /** Only the answer with the nonce counts: silence proves nothing. */
  udp: ({ address, port, source, patience }) =>
    new Promise(resolve => {
      const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4')
      const nonce = randomBytes(16)
      const send = () => socket.send(nonce, port, address, () => {})
      const done = passed => {
        clearTimeout(timer)
        clearInterval(again)
        socket.close()
        resolve(passed)
      }
      const timer = setTimeout(done, patience, false)
      // One datagram may get lost on a machine that is busy.
      const again = setInterval(send, patience / 3)
      socket.on('message', message => message.equals(nonce) && done(true))
      socket.on('error', () => done(false))
      socket.bind({ address: source }, send)
    }),

  icmp: ({ address, source, patience }) =>
    new Promise(resolve => {
      const from = source ? ['-I', source] : []
      const child = spawn('ping', ['-n', '-c', '1', '-W', String(patience / 1000), ...from, address], {
        stdio: 'ignore',
      })
      child.on('error', () => resolve(null))
      child.on('close', status => resolve(status === 0))
    }),
}

createInterface({ input: process.stdin }).on('line', async line => {
  const { id, to, ...request } = JSON.parse(line)
  const answer = await answerTo(to, request)
  process.stdout.write(`${JSON.stringify({ id, ...answer })}\n`)
})

async function answerTo(to, request) {
  try {
    return to ? await machines.get(to)(request) : await actions[request.action](request)
  } catch (error) {
    return { error: String(error) }
  }
}
