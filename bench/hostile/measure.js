import { fork } from 'node:child_process'
import path from 'node:path'

const script = path.join(import.meta.dirname, 'worker.js')

/**
 * Measures inputs in a process apart, which is stopped when one size takes too long.
 * @param {{ sizes: number[], stop: number, shared: boolean }} how `stop` in seconds; `shared`: one process takes
 *   input after input until it is stopped, which is quick, but its peak memory is that of all of them
 */
export function measurer({ sizes, stop, shared }) {
  let worker = null
  return { measure, end: () => worker?.kill() }

  function measure(name) {
    worker ??= fork(script, { stdio: ['ignore', 'inherit', 'pipe', 'ipc'], execArgv: ['--expose-gc'] })
    const child = worker
    let resolve
    const done = new Promise(fulfil => {
      resolve = fulfil
    })
    const result = { measured: [], wanted: sizes.length, stopped: false, error: '' }
    const restart = () => setTimeout(() => give({ stopped: true }), stop * 1000)
    let timer = restart()
    const hear = ({ line, ended }) => {
      clearTimeout(timer)
      if (ended) return give({})
      timer = restart()
      result.measured.push(line)
    }
    const read = data => {
      result.error += data
    }
    const close = () => give({ died: true })
    child.on('message', hear).on('close', close).stderr.on('data', read)
    child.send({ name, sizes, repeats: shared ? 1 : 3 })
    return done

    function give({ stopped = false, died = false }) {
      clearTimeout(timer)
      child.off('message', hear).off('close', close).stderr.off('data', read)
      if (stopped || died || !shared) {
        child.kill('SIGKILL')
        worker = null
      }
      const error = result.error.split('\n').find(line => /Error/.test(line)) ?? result.error.slice(0, 200)
      // The first size runs twice: the first time warms the code up.
      resolve({ ...result, measured: result.measured.slice(1), stopped, error })
    }
  }
}
