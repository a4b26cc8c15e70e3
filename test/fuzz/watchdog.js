// Runs in a thread beside the one that tries documents, and ends the process when one takes too long: that
// thread is busy then. Counted is the processor's time, as other work on the machine makes no document slow.
// JavaScript, as threads know no TypeScript.
import { workerData } from 'node:worker_threads'

const { begun, guard } = workerData

setInterval(() => {
  const start = Atomics.load(begun, 0)
  if (start > 0 && busy() - start > guard) process.kill(process.pid, 'SIGTERM')
}, 100)

function busy() {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
