/** Exit codes of every command. */
export const exit = {
  done: 0,
  /** The condition asked for holds: stale data, findings, changes. */
  holds: 1,
  usage: 2,
  /** Some input could not be read; the others were done. Wins over `holds`. */
  unread: 3,
  /** A floor, a correction or a schema failed the build. */
  failed: 4,
} as const
