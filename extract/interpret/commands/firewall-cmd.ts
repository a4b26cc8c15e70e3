import type { Stretch } from '../lines.ts'
import type { Rich } from '../rich.ts'
import { wordPlace } from './code.ts'
import { iptablesRules } from './iptables.ts'
import { type Option, readOptions, valuesOf, wordOf } from './options.ts'
import { readRichRule } from './rich-rule.ts'
import { type Rule, rules, type Traffic } from './rule.ts'
import { isPortless, portsIn, protocolOf, wholeProtocol, wholeTraffic } from './traffic.ts'
import { expandBraces } from './variables.ts'

const tool = 'firewall-cmd'
/** In every other zone a source only says which traffic the zone's own rules are about. */
const trusting = new Set(['', 'trusted'])
const refusing = new Set(['drop', 'block'])
const openings = new Set(['add-port', 'add-protocol', 'add-service'])

/** `firewall-cmd`: ports, protocols, sources, rich rules and direct rules that it adds. */
export function readFirewallCmd(words: Rich[]): Rule[] {
  const options = readOptions(words)
  const zone = wordOf(options, 'zone')
  if (refusing.has(zone)) return []
  const sources = valuesOf(options, 'add-source').flatMap(expandBraces)
  const opens = options.some(({ name }) => openings.has(name))
  const found = options.flatMap(option => readOption(option, opens ? sources : []))
  found.push(...readDirect(options))
  if (sources.length > 0 && !opens && trusting.has(zone))
    found.push(...sources.flatMap(source => rules(tool, wholeTraffic([source]), { source: [source] })))
  return placed(found)
}

function readOption(option: Option, source: Rich[]): Rule[] {
  const values = option.values.flatMap(expandBraces)
  const place = placeOf(option)
  switch (option.name) {
    case 'add-port':
      return rules(tool, values.flatMap(portsIn), { source, place })
    case 'add-protocol':
      return rules(tool, values.flatMap(readProtocol), { source, place })
    case 'add-rich-rule':
      return option.values.slice(0, 1).flatMap(value => readRichRule(tool, value, place))
    default:
      return []
  }
}

function readProtocol(word: Rich): Traffic[] {
  return isPortless(protocolOf(word)) ? [wholeProtocol(word)] : []
}

/** `--direct --add-rule ipv4 filter INPUT 0` and `--passthrough ipv4`, and on as in iptables. */
function readDirect(options: Option[]): Rule[] {
  const at = options.findIndex(({ name }) => name === 'add-rule' || name.endsWith('passthrough'))
  if (at < 0) return []
  const [, table, chain] = options[at]!.values.map(({ text }) => text)
  return iptablesRules(tool, options.slice(at + 1), chain ? { table, chain } : {})
}

/** With several rules in one command each stands where its option stands. */
function placed(found: Rule[]): Rule[] {
  return found.length > 1 ? found : found.map(rule => ({ ...rule, place: null }))
}

function placeOf({ flag, values }: Option): Stretch | null {
  const start = wordPlace(flag)
  const end = values.length > 0 ? wordPlace(values.at(-1)!) : start
  return start && { start: start.start, end: Math.max(start.end, end?.end ?? 0) }
}
