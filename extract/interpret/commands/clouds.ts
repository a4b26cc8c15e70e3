import { concat, plainText, type Rich, slice, split } from '../rich.ts'
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

/** Names of fields in the rules that clouds write, lower case, by what they hold. */
const fieldNames = new Map(
  Object.entries({
    protocol: ['ipprotocol', 'protocol'],
    first: ['fromport', 'min'],
    last: ['toport', 'max'],
    ports: ['ports', 'port'],
    peer: 'cidrip cidripv6 groupid groupname prefixlistid source destination address cidrs ipv4 ipv6'.split(
      ' ',
    ),
    description: ['description'],
    action: ['action'],
  }).flatMap(([kind, names]) => names.map((name): [string, string] => [name, kind])),
)
const field = new RegExp(
  `["']?\\b(${[...fieldNames.keys()].join('|')})["']?\\s*[:=]\\s*\\[?(?:"([^"]*)"|'([^']*)'|([^\\s",'{}[\\]]+))|[{}]`,
  'dgi',
)

/** `aws ec2 authorize-security-group-ingress` and `-egress`; `aws lightsail open-instance-public-ports`. */
export function readAws(words: Rich[]): Rule[] {
  const action = /^(?:authorize-security-group-(in|e)gress|(?:open|put)-instance-public-ports)$/
  const at = words.findIndex(word => action.test(word.text))
  if (at < 0) return []
  const inbound = !words[at]!.text.endsWith('-egress')
  const options = readOptions(words)
  const group = firstOf(options, 'group-id', 'group-name', 'instance-name')
  const permissions = valuesOf(options, 'ip-permissions', 'port-info', 'port-infos')
  return facing([...readPlain(options), ...recordsIn('aws', permissions)], inbound, group)
}

/** Rules whose peers stand in `source`, turned the way that they are for. */
function facing(found: Rule[], inbound: boolean, group: Rich | null = null): Rule[] {
  const own = group ? [group] : []
  return found.map(({ source: peers, ...rule }) => ({
    ...rule,
    source: inbound ? peers : own,
    destination: inbound ? own : peers,
    direction: inbound ? 'inbound' : 'outbound',
  }))
}

function readPlain(options: Option[]): Rule[] {
  const source = valuesOf(options, 'cidr', 'cidr-ip', 'source-group', 'source-security-group-id')
  const traffic = trafficOf(firstOf(options, 'protocol', 'ip-protocol'), valuesOf(options, 'port'), source)
  return rules('aws', traffic, { source })
}

/** Rules in options for each way: of `doctl`, `oci` and `linode-cli`. */
export function readRecords(tool: string, words: Rich[]): Rule[] {
  const options = readOptions(words)
  const inbound = valuesOf(options, 'inbound-rules', 'ingress-security-rules', 'inbound')
  const outbound = valuesOf(options, 'outbound-rules', 'egress-security-rules', 'outbound')
  return [...facing(recordsIn(tool, inbound), true), ...facing(recordsIn(tool, outbound), false)]
}

/** Rules in the short form (`IpProtocol=tcp,FromPort=22,…`, one to a word) or as JSON; peers are in `source`. */
function recordsIn(tool: string, values: Rich[]): Rule[] {
  return values
    .flatMap(value => (/^\s*[[{]/.test(value.text) ? [value] : split(value, /\s+/g)))
    .flatMap(recordsOf)
    .flatMap(fields => readRecord(tool, fields))
}

function recordsOf(word: Rich): Map<string, Rich[]>[] {
  const isJson = /^\s*[[{]/.test(word.text)
  const records: Map<string, Rich[]>[] = isJson ? [] : [new Map()]
  let depth = 0
  for (const match of word.text.matchAll(field)) {
    if (match[0] === '{' && depth++ === 0 && isJson) records.push(new Map())
    else if (match[0] === '}') depth--
    const value = match[1] && (groupOf(word, match, 2) ?? groupOf(word, match, 3) ?? groupOf(word, match, 4))
    const kind = match[1] && fieldNames.get(match[1].toLowerCase())
    const record = records.at(-1)
    if (value && kind && record) record.set(kind, [...(record.get(kind) ?? []), value])
  }
  return records
}

function readRecord(tool: string, fields: Map<string, Rich[]>): Rule[] {
  const one = (kind: string) => fields.get(kind)?.[0]
  if (/^(?:drop|deny)$/i.test(one('action')?.text ?? '')) return []
  const source = fields.get('peer') ?? []
  const ports = fields.get('ports') ?? portsOf(one('first'), one('last'))
  const traffic = trafficOf(one('protocol') ?? null, ports, source)
  return rules(tool, traffic, { source, description: one('description')?.text ?? null })
}

/** First and last port as one word, as it would be written in an option. */
function portsOf(first: Rich | undefined, last: Rich | undefined): Rich[] {
  if (!first || isAnything(first) || !last || first.text === last.text) return first ? [first] : []
  return [concat([first, plainText('-'), last])]
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
