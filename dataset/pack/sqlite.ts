import initSqlJs, { type Database } from 'sql.js'
import type { Dataset } from '../load.ts'
import { rowsOf, type SqlValue } from './rows.ts'
import { tables, views } from './tables.ts'

/** Small pages: the smaller tables fill one or two, and most flows and claims still fit a quarter of one. */
const pageSize = 2048

/**
 * Writes a dataset as an SQLite database.
 *
 * @returns the file's bytes; the same dataset gives the same
 * @throws Error of SQLite when a flow or finding names a claim, or a role, that is not there
 */
export async function toSqlite(dataset: Dataset): Promise<Uint8Array> {
  const { Database } = await initSqlJs()
  const database = new Database()
  try {
    database.run(`PRAGMA page_size = ${pageSize}; PRAGMA foreign_keys = ON; BEGIN; ${tables}`)
    for (const [table, rows] of rowsOf(dataset)) insert(database, table, rows)
    database.run(`COMMIT; ${views} VACUUM;`)
    return database.export()
  } finally {
    database.close()
  }
}

function insert(database: Database, table: string, rows: SqlValue[][]): void {
  if (rows.length === 0) return
  const statement = database.prepare(`INSERT INTO ${table} VALUES (${rows[0]!.map(() => '?').join(', ')})`)
  for (const row of rows) statement.run(row)
  statement.free()
}
