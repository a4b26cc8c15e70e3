import { type Rich, slice, split } from '../rich.ts'
import { groupOf } from './code.ts'
import {
  areKnown,
  firstOf,
  isAnything,
  isPortless,
  type Option,
  portsFor,
  portsIn,
  protocolOf,
  type Rule,
  readOptions,
  rules,
  type Traffic,
  trafficOf,
  valuesOf,
  wholeProtocol,
  wordOf,
} from './rule.ts'

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

/** `az network nsg rule create` and `az vm open-port`. */
export function readAz(words: Rich[]): Rule[] {
  const spoken = words.map(word => word.text)
  const options = readOptions(words)
  if (spoken.includes('open-port')) return rules('az', valuesOf(options, 'port').flatMap(portsIn), {})
  const at = spoken.indexOf('nsg')
  const creates = spoken[at + 1] === 'rule' && spoken[at + 2] === 'create'
  if (at < 0 || !creates || wordOf(options, 'access') === 'deny') return []
  const source = valuesOf(options, 'source-address-prefixes', 'source-address-prefix', 'source-asgs')
  const destination = valuesOf(
    options,
    'destination-address-prefixes',
    'destination-address-prefix',
    'destination-asgs',
  )
  const ports = valuesOf(options, 'destination-port-ranges', 'destination-port-range')
  const way = wordOf(options, 'direction')
  return rules('az', trafficOf(firstOf(options, 'protocol'), ports, [...source, ...destination]), {
    source,
    destination,
    direction: way === 'inbound' || way === 'outbound' ? way : null,
    description: firstOf(options, 'description')?.text ?? null,
  })
}

/** `gcloud compute firewall-rules create NAME --allow tcp:22,udp:53`. */
export function readGcloud(words: Rich[]): Rule[] {
  const at = words.findIndex(word => word.text === 'firewall-rules')
  if (at < 0 || words[at + 1]?.text !== 'create') return []
  const options = readOptions(words)
  const denies = wordOf(options, 'action') === 'deny'
  const allowed = valuesOf(options, 'allow', ...(denies ? [] : ['rules']))
  const list = (...names: string[]) => valuesOf(options, ...names).flatMap(value => split(value, /,/g))
  const targets = list('target-tags', 'target-service-accounts')
  const source = list('source-ranges', 'source-tags', 'source-service-accounts')
  const destination = list('destination-ranges')
  const addressed = areKnown([...source, ...destination, ...targets])
  const way = wordOf(options, 'direction')
  const outbound = /^(?:egress|out)$/.test(way)
  return rules(
    'gcloud',
    allowed.flatMap(value => split(value, /,/g)).flatMap(item => readItem(item, addressed)),
    {
      source: outbound ? targets : source,
      destination: outbound ? destination : destination.length > 0 ? destination : targets,
      direction: outbound ? 'outbound' : way ? 'inbound' : null,
      description: firstOf(options, 'description')?.text ?? null,
    },
  )
}

/** `tcp:80`, `udp:1000-2000`, `icmp`, `all`. */
function readItem(item: Rich, addressed: boolean): Traffic[] {
  const colon = item.text.indexOf(':')
  const word = colon < 0 ? item : slice(item, 0, colon)
  const protocol = protocolOf(word)
  if (colon < 0) return protocol && (isPortless(protocol) || addressed) ? [wholeProtocol(word)] : []
  return portsFor(slice(item, colon + 1), word)
}

/** `openstack security group rule create --protocol tcp --dst-port 22 …` and `hcloud firewall add-rule …`. */
export function readOptionRule(words: Rich[]): Rule[] {
  const action = words.map(word => word.text).join(' ')
  const tool = /^security group rule create\b/.test(action) ? 'openstack' : 'hcloud'
  if (tool === 'hcloud' && !/^firewall add-rule\b/.test(action)) return []
  const options = readOptions(words)
  const outbound = /^(?:out|egress)$/.test(wordOf(options, 'direction')) || options.some(isEgress)
  const peers = options
    .filter(({ name }) => /^(?:remote-ip|src-ip|remote-group|source-ips|destination-ips)$/.test(name))
    .flatMap(({ values }) => values.slice(0, 1).flatMap(value => split(value, /,/g)))
  const port = firstOf(options, 'dst-port', 'port')
  const traffic = trafficOf(firstOf(options, 'protocol'), port ? [port] : [], peers)
  return rules(tool, traffic, {
    source: outbound ? [] : peers,
    destination: outbound ? peers : [],
    direction: outbound ? 'outbound' : 'inbound',
    description: firstOf(options, 'description')?.text ?? null,
  })
}

function isEgress({ name }: Option): boolean {
  return name === 'egress'
}
