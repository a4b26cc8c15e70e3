import { readFileSync } from 'node:fs'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { toProblems } from '../schema/problems.ts'
import { SchemaError } from '../schema/validate.ts'

const compiled = new Map<string, ValidateFunction>()

/**
 * Checks a file that people write for this room against its schema.
 *
 * @param name the schema `<name>.schema.json` beside this module
 * @param file what the file is called in messages
 * @throws {SchemaError} naming the file, each field at fault and how to mend it
 */
export function validate<Content>(name: 'config' | 'baseline', value: unknown, file: string): Content {
  const check = compiled.get(name) ?? compile(name)
  if (!check(value)) throw new SchemaError(file, toProblems(check.errors ?? []))
  return value as Content
}

/** Built at first use: importing this module must not read files. */
function compile(name: string): ValidateFunction {
  const schema = readFileSync(new URL(`${name}.schema.json`, import.meta.url), 'utf8')
  const made = new Ajv2020({ strict: true, allErrors: true, verbose: true }).compile(JSON.parse(schema))
  compiled.set(name, made)
  return made
}
