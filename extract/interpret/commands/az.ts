import type { Rich } from '../rich.ts'
import { firstOf, readOptions, valuesOf, wordOf } from './options.ts'
import { type Rule, rules } from './rule.ts'
import { portsIn, trafficOf } from './traffic.ts'

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
