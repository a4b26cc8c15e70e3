import { Worker } from 'node:worker_threads'
import { VFile } from 'vfile'
import { VFileMessage } from 'vfile-message'
import type { Examination, Options, Resolve } from '../extract/index.ts'
import { LimitError } from '../extract/limits.ts'
import type { Bounds } from './bounds.ts'
import type { Answer, PlainPart, Request } from './examine-worker.ts'
import { InputError } from './input.ts'

/** Shorter documents take little time and memory, whatever they hold: a thread would take longer to start. */
const shortest = { asciidoc: 50_000, other: 200_000 }

/** A document and how it is read. */
export type Task = { path: string; text: string; resolve?: Resolve } & Pick<
  Options,
  'id' | 'format' | 'encoding'
>

/**
 * Reads a document; a long one on a thread of its own, which ends at the time limit, and alone where memory
 * does not suffice.
 *
 * @throws {InputError} when the document goes beyond a bound
 */
export async function examineWithin(
  { path, text, resolve, ...how }: Task,
  bounds: Bounds,
): Promise<Examination> {
  const { limits, time, words = [] } = bounds
  try {
    if (text.length < (/\.(?:adoc|asc|asciidoc)$/i.test(path) ? shortest.asciidoc : shortest.other)) {
      const { examine } = await import('../extract/index.ts')
      const { vocabularyWith } = await import('../extract/vocabulary/default.ts')
      return await examine(path, text, { ...how, resolve, limits, vocabulary: vocabularyWith(words) })
    }
    return await onThread({ path, text, options: { ...how, limits }, words }, resolve, time)
  } catch (error) {
    if (error instanceof LimitError) throw new InputError(path, error.reason)
    if ((error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY')
      throw new InputError(path, tooMuch)
    throw error
  }
}

const tooMuch = 'needs more memory than there is; raise it with NODE_OPTIONS=--max-old-space-size=MEGABYTES'

async function onThread(request: Request, resolve: Resolve | undefined, time: number): Promise<Examination> {
  const isSource = import.meta.url.endsWith('.ts')
  const file = new URL(isSource ? './examine-worker.ts' : './examine-worker.js', import.meta.url)
  const worker = new Worker(file, { workerData: request })
  let timer: NodeJS.Timeout | undefined
  try {
    const answer = await new Promise<Answer>((done, fail) => {
      const seconds = `${time} ${time === 1 ? 'second' : 'seconds'}`
      const overrun = new InputError(
        request.path,
        `took more than ${seconds}; raise the limit with --timeout`,
      )
      timer = setTimeout(() => fail(overrun), Math.min(time * 1000, 2 ** 31 - 1))
      worker.on('error', fail)
      worker.on('message', async (message: Answer) => {
        if (message.kind !== 'include') return done(message)
        worker.postMessage((await resolve?.(...message.asked)) ?? null)
      })
    })
    return await revived(answer, request)
  } finally {
    clearTimeout(timer)
    await worker.terminate()
  }
}

/** Makes of an answer what the reader would have given on this thread. */
async function revived(answer: Answer, { options, words }: Request): Promise<Examination> {
  if (answer.kind === 'limit') throw new LimitError(answer.document, answer.limit, answer.reason, '')
  if (answer.kind !== 'read') throw new Error(answer.kind === 'failed' ? answer.message : 'unexpected answer')
  const [{ Lines }, { Tally }, { vocabularyWith }] = await Promise.all([
    import('../extract/interpret/lines.ts'),
    import('../extract/tally.ts'),
    import('../extract/vocabulary/default.ts'),
  ])
  const messages = answer.messages.map(({ file, reason, ...rest }) =>
    Object.assign(new VFileMessage(reason, rest), { file }),
  )
  const vocabulary = vocabularyWith(words)
  const parts = answer.parts.map(({ path, value, blocks, ...read }: PlainPart) => ({
    reading: { ...read, file: new VFile({ path, value }), vocabulary },
    lines: new Lines(read.plain),
    blocks,
    tally: new Tally(path, options.limits),
    included: new Map(),
    used: [],
  }))
  return { claims: answer.claims, messages, parts, used: answer.used }
}
