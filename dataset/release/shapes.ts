import { isDeepStrictEqual } from 'node:util'
import type { JsonSchema } from '../../schema/load.ts'
import type { Reason } from './policy.ts'
import type { Step } from './semver.ts'

type Schemas = Record<string, JsonSchema>

/**
 * Tells how the shape of the data has changed, for those who read it: what they could rely on and cannot any
 * more is major, what is there besides is minor, a narrower promise is a patch.
 */
export function shapeChanges(before: Schemas, after: Schemas): Reason[] {
  return Object.keys(before)
    .filter(name => name in after)
    .flatMap(name => between(before[name]!, after[name]!, name))
}

function between(before: JsonSchema, after: JsonSchema, path: string): Reason[] {
  if (isDeepStrictEqual(before, after)) return []
  const reasons = [
    ...propertiesBetween(before, after, path),
    ...typesBetween(before, after, path),
    ...listed('enum', before, after, path),
    ...inner(before, after, path),
  ]
  // Whatever else a schema says bounds the values: that is looser or tighter now.
  return reasons.length > 0 ? reasons : [{ step: 'patch', message: `${path}: other bounds` }]
}

function propertiesBetween(before: JsonSchema, after: JsonSchema, path: string): Reason[] {
  const [old, now] = [Object.keys(before.properties ?? {}), Object.keys(after.properties ?? {})]
  const [must, mustNow] = [before.required ?? [], after.required ?? []]
  return [
    ...without(old, now).map(name => reason('major', path, `${name} is gone`)),
    ...without(now, old).map(name => reason('minor', path, `${name} is new`)),
    ...without(must, mustNow)
      .filter(name => now.includes(name))
      .map(name => reason('major', path, `${name} may be left out`)),
    ...without(mustNow, must)
      .filter(name => old.includes(name))
      .map(name => reason('patch', path, `${name} is always there`)),
  ]
}

function typesBetween(before: JsonSchema, after: JsonSchema, path: string): Reason[] {
  const types = ({ type, anyOf = [] }: JsonSchema): string[] => [
    ...[type ?? []].flat(),
    ...anyOf.map(part => part.$ref ?? String(part.type)),
  ]
  const [old, now] = [
    [...types(before), ...(before.$ref ? [before.$ref] : [])],
    [...types(after), ...(after.$ref ? [after.$ref] : [])],
  ]
  return [
    ...without(now, old).map(type => reason('major', path, `may be ${type}`)),
    ...without(old, now).map(type => reason('patch', path, `is never ${type}`)),
  ]
}

function listed(keyword: string, before: JsonSchema, after: JsonSchema, path: string): Reason[] {
  const [old, now] = [before, after].map(schema => ((schema[keyword] as unknown[]) ?? []).map(String)) as [
    string[],
    string[],
  ]
  if (old.length === 0 && now.length === 0) return []
  if (now.length === 0) return [reason('major', path, 'may be any value')]
  return [
    ...without(now, old).map(value => reason('minor', path, `may be "${value}"`)),
    ...without(old, now).map(value => reason('patch', path, `is never "${value}"`)),
  ]
}

/** What stands inside, where it is on both sides. */
function inner(before: JsonSchema, after: JsonSchema, path: string): Reason[] {
  const parts = (schema: JsonSchema): Schemas => ({
    ...prefixed('', schema.properties ?? {}),
    ...prefixed('#', schema.$defs ?? {}),
    ...(schema.items && { '[]': schema.items }),
  })
  const [old, now] = [parts(before), parts(after)]
  return Object.keys(old)
    .filter(key => key in now)
    .flatMap(key => between(old[key]!, now[key]!, `${path}/${key}`))
}

function prefixed(prefix: string, schemas: Schemas): Schemas {
  return Object.fromEntries(Object.entries(schemas).map(([key, schema]) => [prefix + key, schema]))
}

function reason(step: Step, path: string, message: string): Reason {
  return { step, message: `${path}: ${message}` }
}

function without(list: string[], others: string[]): string[] {
  return list.filter(one => !others.includes(one))
}
