// Kills builds and runs of --fix at random moments and looks at what they leave: `npm run crash`.
//
//   --kills N  of each of the two (default: 200)
//   --seed S   which moments are drawn (default: 1)
//
// Half of the moments are spread over the whole run, half over the short time in which files are written.
// Ends with status 1 when a file is neither old nor new, or the next command does not make the set whole.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { argumentsOf } from '../arguments.js'
import { type Random, randomOf } from '../mutate/random.ts'
import { builds } from './builds.ts'
import { fixes } from './fixes.ts'
import type { Round, Trial } from './trial.ts'

const { values } = argumentsOf({
  options: { kills: { type: 'string', default: '200' }, seed: { type: 'string', default: '1' } },
})
const [kills, seed] = [Number(values.kills), Number(values.seed)]
const folder = mkdtempSync(path.join(tmpdir(), 'portolan-crash-'))

try {
  for (const [name, make] of Object.entries({ builds, fixes })) {
    const rounds = await roundsOf(
      await make(mkdtempSync(path.join(folder, `${name}-`))),
      randomOf(seed),
      name,
    )
    console.log(`${name}, seed ${seed}: ${summary(rounds)}`)
    if (rounds.some(({ wrong }) => wrong.length > 0)) process.exitCode = 1
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function summary(rounds: Round[]): string {
  const tally = (is: (round: Round) => boolean) => rounds.filter(is).length
  const mixed = tally(({ isMixed }) => isMixed)
  const wrong = rounds.flatMap(round => round.wrong).length
  return `${rounds.length} kills; ${mixed} left some files old and some new, ${tally(({ isNew }) => isNew)} all new; wrong: ${wrong}`
}

/** As many rounds as end in a kill: one that came too late is done again. */
async function roundsOf({ round, isWriting }: Trial, draw: Random, name: string): Promise<Round[]> {
  const rounds: Round[] = []
  // About how long a run and its writing take, in milliseconds: shorter after each kill that came too late.
  const longest: [number, number] = [2000, 40]
  for (let late = 0; rounds.length < kills && late < kills; ) {
    const kind = rounds.length % 2 === 0 ? 0 : 1
    const ended = await round({ after: draw() * longest[kind], isWriting: kind === 1 ? isWriting : null })
    for (const one of ended.wrong) console.error(`  ${one}`)
    if (ended.killed || ended.wrong.length > 0) rounds.push(ended)
    else late++
    longest[kind] *= ended.killed ? 1.02 : 0.9
    if (ended.killed && rounds.length % 25 === 0) console.error(`  ${name}: ${summary(rounds)}`)
  }
  return rounds
}
