import { parentPort } from 'node:worker_threads'
import { extractFile, type Outcome } from './extract-file.ts'
import type { Batch } from './worker-pool.ts'

// Extracts batches of files on a worker thread.
parentPort!.on('message', async ({ files, settings }: Batch) => {
  const outcomes: Outcome[] = []
  for (const file of files) outcomes.push(await extractFile(file, settings))
  parentPort!.postMessage(outcomes)
})
