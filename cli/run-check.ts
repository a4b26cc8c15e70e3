import { check } from '../check/index.ts'
import { exit, exitWith } from './exit.ts'
import { listDocuments } from './files.ts'
import { decode, readBytes } from './input.ts'
import { resolver } from './resolve.ts'

/** Checks documents and reports. */
export async function runCheck(paths: string[], _options: { format: string }): Promise<void> {
  const files = await listDocuments(paths)
  const maxSize = 20e6
  const documents = []
  for (const { file } of files)
    documents.push({ ...decode(file, await readBytes(file, maxSize)), resolve: resolver(undefined, maxSize) })
  const { findings } = check(documents)
  for (const finding of findings) process.stdout.write(`${JSON.stringify(finding)}\n`)
  if (findings.some(({ severity }) => severity === 'error')) exitWith(exit.holds)
}
