import type { Rich } from '../rich.ts'
import { groupOf } from './code.ts'
import { firstOf, type Option, readOptions, valuesOf } from './options.ts'
import { type Rule, rules } from './rule.ts'
import { isAnything, trafficOf } from './traffic.ts'

const tool = 'aws'
const action = /^authorize-security-group-(in|e)gress$/
const field =
  /["']?(IpProtocol|FromPort|ToPort|CidrIp|CidrIpv6|GroupId|GroupName|PrefixListId|Description)["']?\s*[:=]\s*(?:"([^"]*)"|'([^']*)'|([^\s",'\]}]+))|[{}]/dg

/** `aws ec2 authorize-security-group-ingress` and `-egress`. */
export function readAws(words: Rich[]): Rule[] {
  const at = words.findIndex(word => action.test(word.text))
  if (at < 0) return []
  const inbound = words[at]!.text.endsWith('-ingress')
  const options = readOptions(words)
  const group = firstOf(options, 'group-id', 'group-name')
  const found = [...readPlain(options), ...valuesOf(options, 'ip-permissions').flatMap(readPermissions)]
  return found.map(({ source: peers, ...rule }) => ({
    ...rule,
    source: inbound ? peers : group ? [group] : [],
    destination: inbound ? (group ? [group] : []) : peers,
    direction: inbound ? 'inbound' : 'outbound',
  }))
}

/** The peers stand in `source` until the direction is told. */
function readPlain(options: Option[]): Rule[] {
  const source = valuesOf(options, 'cidr', 'cidr-ip', 'source-group', 'source-security-group-id')
  const traffic = trafficOf(firstOf(options, 'protocol', 'ip-protocol'), valuesOf(options, 'port'), source)
  return rules(tool, traffic, { source })
}

/** Permissions in the short form (`IpProtocol=tcp,FromPort=22,…`, one to a word) or as JSON. */
function readPermissions(word: Rich): Rule[] {
  const isJson = /^\s*[[{]/.test(word.text)
  const permissions: Map<string, Rich[]>[] = isJson ? [] : [new Map()]
  let depth = 0
  for (const match of word.text.matchAll(field)) {
    if (match[0] === '{' && depth++ === 0 && isJson) permissions.push(new Map())
    else if (match[0] === '}') depth--
    const value = match[1] && (groupOf(word, match, 2) ?? groupOf(word, match, 3) ?? groupOf(word, match, 4))
    const permission = permissions.at(-1)
    if (value && permission) permission.set(match[1]!, [...(permission.get(match[1]!) ?? []), value])
  }
  return permissions.flatMap(readPermission)
}

function readPermission(fields: Map<string, Rich[]>): Rule[] {
  const all = (...names: string[]) => names.flatMap(name => fields.get(name) ?? [])
  const source = all('CidrIp', 'CidrIpv6', 'GroupId', 'GroupName', 'PrefixListId')
  const [protocol] = all('IpProtocol')
  const traffic = trafficOf(protocol ?? null, portsOf(all('FromPort')[0], all('ToPort')[0]), source)
  return rules(tool, traffic, { source, description: all('Description')[0]?.text ?? null })
}

/** First and last port as one word, as it would be written in an option. */
function portsOf(first: Rich | undefined, last: Rich | undefined): Rich[] {
  if (!first || isAnything(first) || !last || first.text === last.text) return first ? [first] : []
  const dash: Rich = { text: '-', at: [-1], runs: [] }
  const parts = [first, dash, last]
  return [{ text: parts.map(part => part.text).join(''), at: parts.flatMap(part => part.at), runs: [] }]
}
