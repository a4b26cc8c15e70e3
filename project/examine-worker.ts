import { parentPort, workerData } from 'node:worker_threads'
import {
  examine,
  LimitError,
  type Limits,
  type Options,
  type Part,
  type Resolve,
  type WordLists,
} from '../extract/index.ts'
import type { Reading } from '../extract/read/reading.ts'
import { vocabularyWith } from '../extract/vocabulary/default.ts'
import type { Claim } from '../schema/types.ts'

/** What a thread is asked to read. */
export interface Request {
  path: string
  text: string
  options: Omit<Options, 'resolve' | 'vocabulary'>
  words: readonly WordLists[]
}

/** A part of a document as plain data. */
export type PlainPart = Pick<Part, 'blocks'> &
  Pick<Reading, 'plain' | 'tree' | 'marks' | 'repairs'> & { path: string; value: string }

/** A message as plain data. */
type PlainMessage = { reason: string; file?: string; ruleId?: string; source?: string; place?: undefined }

/** What a thread answers: an include that it needs, or how reading ended. */
export type Answer =
  | { kind: 'include'; asked: Parameters<Resolve> }
  | { kind: 'read'; claims: Claim[]; used: string[]; messages: PlainMessage[]; parts: PlainPart[] }
  | { kind: 'limit'; document: string; limit: keyof Limits; reason: string }
  | { kind: 'failed'; message: string }

const port = parentPort!
const { path, text, options, words } = workerData as Request

port.postMessage(await answer())

async function answer(): Promise<Answer> {
  try {
    const vocabulary = vocabularyWith(words)
    const { claims, messages, parts, used } = await examine(path, text, {
      ...options,
      vocabulary,
      resolve: askForInclude,
    })
    return {
      kind: 'read',
      claims,
      used,
      messages: messages.map(({ reason, file, ruleId, source, place }) => ({
        ...{ reason, file, ruleId, source },
        place: place as undefined,
      })),
      parts: parts.map(({ blocks, reading: { file, plain, tree, marks, repairs } }) => ({
        ...{ path: file.path, value: String(file), blocks, plain, tree, marks, repairs },
      })),
    }
  } catch (error) {
    if (error instanceof LimitError)
      return { kind: 'limit', document: error.document, limit: error.limit, reason: error.reason }
    return { kind: 'failed', message: (error as Error).stack ?? String(error) }
  }
}

function askForInclude(...asked: Parameters<Resolve>): Promise<ReturnType<Resolve>> {
  return new Promise(done => {
    port.once('message', done)
    port.postMessage({ kind: 'include', asked } satisfies Answer)
  })
}
