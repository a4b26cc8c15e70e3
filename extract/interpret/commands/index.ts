import type { Vocabulary } from '../../vocabulary/index.ts'
import type { Stretch } from '../lines.ts'
import { placeOf, type Rich } from '../rich.ts'
import { readAws, readAz, readGcloud, readOptionRule, readRecords } from './clouds.ts'
import { groupOf } from './code.ts'
import { readFirewallCmd, readFirewalldXml } from './firewalld.ts'
import { readIptables } from './iptables.ts'
import { readListings } from './listings.ts'
import { readNft } from './nft.ts'
import { readPf } from './pf.ts'
import { readRouterOs } from './routeros.ts'
import type { Rule } from './rule.ts'
import { type Command, readScript, type Section } from './script.ts'
import { readSuse } from './suse.ts'
import { readUfw } from './ufw.ts'
import { readNetFirewallRule, readNetsh, readSplatted } from './windows.ts'

/** Tools that are called by name: each reads the words behind its name. */
export const callers: Record<string, (words: Rich[]) => Rule[]> = {
  'firewall-cmd': readFirewallCmd,
  'firewall-offline-cmd': readFirewallCmd,
  ufw: readUfw,
  iptables: readIptables,
  ip6tables: readIptables,
  'iptables-nft': readIptables,
  'iptables-legacy': readIptables,
  aws: readAws,
  gcloud: readGcloud,
  az: readAz,
  openstack: readOptionRule,
  hcloud: readOptionRule,
  doctl: words => readRecords('doctl', words),
  oci: words => readRecords('oci', words),
  'linode-cli': words => readRecords('linode-cli', words),
  netsh: readNetsh,
  'new-netfirewallrule': readNetFirewallRule,
}

/** Forms that are no calls: each reads the code as a whole. */
export const forms: ((code: Rich, vocabulary: Vocabulary) => Rule[])[] = [
  readNft,
  readListings,
  readPf,
  readRouterOs,
  readSplatted,
  readSuse,
  readFirewalldXml,
]

/** What code must hold to state anything: nearly all code blocks are turned away by this alone. */
export const gate = new RegExp(
  [
    'firewall-(?:offline-)?cmd|\\bufw\\b|ip6?tables|advfirewall|NetFirewallRule',
    '--(?:dports?|destination-ports?)\\b|\\b(?:dport|saddr|daddr|l4proto)\\s',
    '^[ \\t|`>*-]*pass\\s',
    '(?:^|[ \\t])(?:ALLOW|LIMIT|ACCEPT)[ \\t]|^[ \\t]*ports:[ \\t]+\\d+(?:-\\d+)?/(?:tcp|udp)',
    'FW_(?:SERVICES|TRUSTED)_|(?:TCP|UDP) Ports',
    'authorize-security-group-|instance-public-ports|(?:in|out)bound(?:-rules)?\\s|gress-security-rules|security group rule|hcloud firewall|firewall-rules|\\bnsg\\b|\\bopen-port\\b',
    '\\/ip(?:v6)?[ /]+firewall[ /]',
    '(?:<|&lt;)(?:port|rule|source|protocol|service)\\s',
  ].join('|'),
  'im',
)

/** A paragraph that is a command, without markup that says so. */
export const callLine = new RegExp(
  `^[ \\t$#>%]*(?:sudo[ \\t]+)?(?:(?:${Object.keys(callers).join('|')})[ \\t]|-[AI][ \\t]+[A-Z]|pass[ \\t]+(?:in|out)[ \\t])`,
)

/** A rule with what the script around it says, and the command's place. */
export interface Stated {
  rule: Rule
  section: Section
  comment: string | null
  place: Stretch | null
}

const names = Object.keys(callers).join('|')
const nested = new RegExp(`(?:^|[/\\s(])(?:${names})\\s`, 'i')
const substitution = /\$\((.*)\)/ds
const saved = /^(?:-[AI]|--append|--insert)$/
/** Scripts inside words of scripts are read this deep: `ssh host "sh -c '…'"`. */
const deepest = 2

/** Reads the calls of the known tools in a script, those inside quoted words too. */
export function readCalls(code: Rich, vocabulary: Vocabulary, depth = 0): Stated[] {
  return readScript(code, names, vocabulary).flatMap(command => readCommand(command, vocabulary, depth))
}

function readCommand(command: Command, vocabulary: Vocabulary, depth: number): Stated[] {
  const { words, section, comment, whole } = command
  const at = toolIn(words)
  const found = at < 0 ? [] : readTool(words, at)
  const start = placeOf(words[at] ?? whole)?.start
  const end = placeOf(whole)?.end
  const place = start === undefined || end === undefined ? null : { start, end }
  if (found.length > 0) return found.map(rule => ({ rule, section, comment, place: rule.place ?? place }))
  if (depth === deepest) return []
  return words
    .filter(({ text }) => /\s/.test(text) && nested.test(text))
    .flatMap(word => readCalls(insideOf(word), vocabulary, depth + 1))
    .map(one => ({
      ...one,
      comment: one.comment ?? comment,
      section: one.section.note ? one.section : section,
    }))
}

/** The script in a substitution, `ID=$(aws …)`; any other word is a script as a whole. */
function insideOf(word: Rich): Rich {
  const found = substitution.exec(word.text)
  return (found && groupOf(word, found, 1)) ?? word
}

/** Where the name of a known tool stands, or a line as `iptables-save` writes it begins; -1 for neither. */
function toolIn(words: Rich[]): number {
  const first = words.findIndex(({ text }) => !/^[-+]$/.test(text))
  return saved.test(words[first]?.text ?? '')
    ? first
    : words.findIndex(word => Object.hasOwn(callers, toolOf(word)))
}

function readTool(words: Rich[], at: number): Rule[] {
  const read = callers[toolOf(words[at]!)]
  return read ? read(words.slice(at + 1)) : readIptables(words.slice(at))
}

function toolOf({ text }: Rich): string {
  return text
    .slice(text.lastIndexOf('/') + 1)
    .toLowerCase()
    .replace(/\.exe$/, '')
}
