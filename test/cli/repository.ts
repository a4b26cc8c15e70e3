import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import path from 'node:path'
import * as assert from 'uvu/assert'
import { folderWith, put, type Tree } from './helpers.ts'

/** A page with one table; a row names protocol, port, source, destination and what for. */
export function page(...rows: string[]): string {
  const head = '| Protocol | Port | Source | Destination | Description |\n| --- | --- | --- | --- | --- |\n'
  return `# Ports of the ferry\n\n${head}${rows.map(row => `| ${row} |\n`).join('')}`
}

/** A row of such a page. */
export function row(port: number | string, words = 'Timetable', protocol = 'TCP'): string {
  return `${protocol} | ${port} | worker nodes | etcd nodes | ${words}`
}

/** Runs git without anybody's settings, and gives what it writes. */
export function git(folder: string, ...args: string[]): string {
  const identity = { NAME: 'A Keeper', EMAIL: 'keeper@example.org', DATE: '2024-02-03T04:05:06+00:00' }
  const roles = ['AUTHOR', 'COMMITTER'].flatMap(who =>
    Object.entries(identity).map(([what, value]) => [`GIT_${who}_${what}`, value]),
  )
  const env = { PATH: process.env.PATH, HOME: folder, GIT_CONFIG_NOSYSTEM: '1', ...Object.fromEntries(roles) }
  const ran = spawnSync('git', args, { cwd: folder, env, encoding: 'utf8' })
  assert.is(ran.status, 0, `git ${args.join(' ')}: ${ran.stderr}`)
  return ran.stdout.trim()
}

/** A repository to be filled. */
export class TestRepository {
  folder = folderWith()

  constructor() {
    git(this.folder, 'init', '--quiet', '--initial-branch=main')
  }

  /** Commits files; null removes one. */
  commit(subject: string, files: Record<string, string | Uint8Array | null> = {}): string {
    const kept = Object.entries(files).filter(([, content]) => content !== null)
    for (const name of Object.keys(files)) rmSync(path.join(this.folder, name), { force: true })
    put(this.folder, Object.fromEntries(kept) as Tree)
    git(this.folder, 'add', '--all')
    git(this.folder, 'commit', '--quiet', '--allow-empty', '--allow-empty-message', '-m', subject)
    return git(this.folder, 'rev-parse', 'HEAD')
  }

  git(...args: string[]): string {
    return git(this.folder, ...args)
  }
}
