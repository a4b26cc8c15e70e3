import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Found, filesIn, isLike, isSame, withoutWork } from './files.ts'
import { type Moment, run } from './kill.ts'
import type { Round, Trial } from './trial.ts'

const count = 16
/** So many kills, then a run that is left alone. */
const inRow = 8
const row =
  '| Protocol | Port | Source | Purpose |\n| --- | --- | --- | --- |\n| TCP | 7001-7000 | Lamps | Signals |\n'
const args = ['check', '--fix', '-q', '--rule', 'reversed-range', 'docs']

/** Runs of `--fix` over many documents that are killed. */
export async function fixes(folder: string): Promise<Trial> {
  const docs = path.join(folder, 'docs')
  const old = reset(docs)
  const { status, stderr } = await run(args, folder, null)
  if (status !== 0) throw new Error(stderr)
  const fixed = filesIn(docs)
  const isWriting = () => readdirSync(docs).some(name => name.startsWith('.portolan-'))
  let rounds = 0
  const states = [old, fixed] as const
  return { isWriting, round: moment => round(folder, states, moment, ++rounds % inRow === 0) }
}

async function round(
  folder: string,
  states: readonly [Map<string, Found>, Map<string, Found>],
  moment: Moment,
  isLast: boolean,
): Promise<Round> {
  const [old, fixed] = states
  const docs = path.join(folder, 'docs')
  reset(docs)
  const before = [...filesIn(docs).keys()]
  const { killed } = await run(args, folder, moment)
  const found = filesIn(docs)
  const raw = withoutWork(found)
  const torn = [...raw].filter(([name, one]) => !states.some(state => isLike(one, state.get(name))))
  const isOld = isSame(raw, old)
  const kept = [...found.keys()].filter(name => !raw.has(name) && before.includes(name))
  const wrong = [
    ...torn.map(([name]) => `${name} is neither old nor mended, or has another mode`),
    ...(raw.size === count ? [] : [`${raw.size} of ${count} documents are there`]),
    ...(isOld ? [] : kept.map(name => `${name} of an earlier run was not tidied up`)),
    ...(isLast ? await wrongAfter(folder, fixed) : []),
  ]
  // Documents are files of their own: some old and some new is as it should be.
  return { killed, isMixed: !isOld && !isSame(raw, fixed), isNew: isSame(raw, fixed), wrong }
}

/** What a run that nobody kills leaves undone. */
async function wrongAfter(folder: string, fixed: Map<string, Found>): Promise<string[]> {
  const { status, stderr } = await run(args, folder, null)
  return [
    ...(status === 0 ? [] : [`the next run ended with ${status}: ${stderr}`]),
    ...(isSame(filesIn(path.join(folder, 'docs')), fixed)
      ? []
      : ['the next run left documents unmended, or something beside them']),
  ]
}

/** The documents with their mistakes, half of them with a mode of their own; what else is there stays. */
function reset(docs: string): Map<string, Found> {
  mkdirSync(docs, { recursive: true })
  for (let i = 0; i < count; i++) {
    const file = path.join(docs, `pier-${i}.md`)
    writeFileSync(
      file,
      `# Pier ${i}\n\n${row}${'\nNothing is said of the tides here.\n'.repeat(200 * (i % 4))}`,
    )
    chmodSync(file, i % 2 ? 0o640 : 0o644)
  }
  return withoutWork(filesIn(docs))
}
