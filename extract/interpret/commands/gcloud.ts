import { type Rich, slice, split } from '../rich.ts'
import { firstOf, readOptions, valuesOf, wordOf } from './options.ts'
import { type Rule, rules, type Traffic } from './rule.ts'
import { areKnown, isPortless, portsIn, protocolOf, wholeProtocol } from './traffic.ts'

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
  return portsIn(slice(item, colon + 1)).map(one => ({ ...one, protocol, protocolWord: word }))
}
