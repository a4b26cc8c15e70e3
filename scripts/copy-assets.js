// Puts the data files that the code reads beside the compiled code: vocabularies and schemas.
import { cpSync, readdirSync } from 'node:fs'
import path from 'node:path'

const root = path.join(import.meta.dirname, '..')
const rooms = ['check', 'extract', 'reconcile', 'schema']
const isData = file => /\.(ya?ml|schema\.json)$/.test(file)

for (const room of rooms) {
  for (const file of readdirSync(path.join(root, room), { recursive: true, encoding: 'utf8' }).filter(
    isData,
  )) {
    cpSync(path.join(root, room, file), path.join(root, 'dist', room, file))
  }
}
