import { readFileSync } from 'node:fs'
import { extract } from '../extract/index.ts'

const f = process.argv[3]!
for (const c of extract(f, readFileSync(f, 'utf8')).claims) console.log(JSON.stringify(c))
