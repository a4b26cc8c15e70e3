// Puts the schemas beside the compiled code that reads them.
import { cpSync, readdirSync } from 'node:fs'
import path from 'node:path'

const root = path.join(import.meta.dirname, '..')

for (const folder of ['schema', 'check'])
  for (const file of readdirSync(path.join(root, folder)))
    if (file.endsWith('.schema.json'))
      cpSync(path.join(root, folder, file), path.join(root, 'dist', folder, file))
