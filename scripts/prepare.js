// Compiles, whoever installs: `npm ci` here, or npm where the project is a git dependency.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'

const root = path.join(import.meta.dirname, '..')

// A global installation from git, as pre-commit makes it, prepares the clone before its dependencies are
// there (https://github.com/npm/cli/issues/8440), and its settings would make this one global too.
const lacksTools = !existsSync(path.join(root, 'node_modules/typescript'))
const status =
  (lacksTools ? npm('ci', '--ignore-scripts', '--no-global', '--location=project', '--include=dev') : 0) ||
  npm('run', 'compile')
process.exitCode = status

function npm(...args) {
  const command = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  return (
    spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' }).status ?? 1
  )
}
