import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { loadDataset } from '../../dataset/load.ts'
import { type Found, filesIn, isLike, isSame, withoutWork } from './files.ts'
import { type Moment, run } from './kill.ts'
import type { Round, Trial } from './trial.ts'

const fixtures = path.join(import.meta.dirname, '../../test/fixtures/cli/sources')
/** Files of the sources with what they say in turn. */
const edits: [name: string, texts: [string, string]][] = [
  ['pier/document.md', ['4443', '4444']],
  ['harbour/document.md', ['7070', '7071']],
]

/** Builds that are killed: the sources say one thing and another in turn. */
export async function builds(folder: string): Promise<Trial> {
  cpSync(fixtures, path.join(folder, 'sources'), { recursive: true })
  const states = [await built(folder, 1), await built(folder, 0)] as const
  const [one, two] = states
  if (isSame(one, two)) throw new Error('the two states of the dataset are the same')
  return { isWriting: () => isWriting(folder), round: moment => round(folder, states, moment) }
}

function isWriting(folder: string): boolean {
  return ['next', 'commit'].some(name => existsSync(path.join(folder, 'dataset/.portolan-set', name)))
}

async function round(
  folder: string,
  states: readonly [Map<string, Found>, Map<string, Found>],
  moment: Moment,
): Promise<Round> {
  const dataset = path.join(folder, 'dataset')
  const wanted = isSame(filesIn(dataset), states[0]) ? 1 : 0
  say(folder, wanted === 0 ? 1 : 0)
  const { killed } = await run(['build', '-q'], folder, moment)
  const raw = withoutWork(filesIn(dataset))
  const torn = [...raw].filter(([name, found]) => !states.some(state => isLike(found, state.get(name))))
  // As every command that reads a dataset begins; it completes what is committed.
  const told = errorOf(() => loadDataset(dataset))
  const after = filesIn(dataset)
  const wrong = [
    ...torn.map(([name]) => `${name} is neither old nor new`),
    ...(told === null ? [] : [`the next command says: ${told}`]),
    ...(states.some(state => isSame(after, state)) ? [] : ['the next command left no whole set']),
  ]
  const isMixed = !states.some(state => isSame(raw, state))
  return { killed, isMixed, isNew: isSame(after, states[wanted]), wrong }
}

function errorOf(step: () => unknown): string | null {
  try {
    step()
    return null
  } catch (error) {
    return (error as Error).message
  }
}

/** Has the sources say the one or the other. */
function say(folder: string, which: 0 | 1): void {
  for (const [name, texts] of edits) {
    const file = path.join(folder, 'sources', name)
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(texts[which === 0 ? 1 : 0], texts[which]))
  }
}

async function built(folder: string, which: 0 | 1): Promise<Map<string, Found>> {
  say(folder, which)
  const { status, stderr } = await run(['build', '-q'], folder, null)
  if (status !== 0) throw new Error(stderr)
  return filesIn(path.join(folder, 'dataset'))
}
