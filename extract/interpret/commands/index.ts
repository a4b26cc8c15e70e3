import type { Vocabulary } from '../../vocabulary/index.ts'
import type { Rich } from '../rich.ts'
import { readAws } from './aws.ts'
import { readAz } from './az.ts'
import { readFirewallCmd } from './firewall-cmd.ts'
import { readFirewalldXml } from './firewalld-xml.ts'
import { readGcloud } from './gcloud.ts'
import { readIptables } from './iptables.ts'
import { readNft } from './nft.ts'
import type { Rule } from './rule.ts'
import { readSuse } from './suse.ts'
import { readUfw } from './ufw.ts'
import { readNetFirewallRule, readNetsh } from './windows.ts'

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
  netsh: readNetsh,
  'new-netfirewallrule': readNetFirewallRule,
}

/** Forms that are no calls: each reads the code as a whole. */
export const forms: ((code: Rich, vocabulary: Vocabulary) => Rule[])[] = [readNft, readSuse, readFirewalldXml]

/** What code must hold to state anything: nearly all code blocks are turned away by this alone. */
export const gate = new RegExp(
  [
    'firewall-(?:offline-)?cmd|\\bufw\\b|ip6?tables|advfirewall|NetFirewallRule',
    '--(?:dports?|destination-ports?)\\b|\\b(?:dport|saddr|daddr|l4proto)\\s',
    'FW_(?:SERVICES|TRUSTED)_|(?:TCP|UDP) Ports',
    'authorize-security-group-|firewall-rules|\\bnsg\\b|\\bopen-port\\b',
    '(?:<|&lt;)(?:port|rule|source|protocol)\\s',
  ].join('|'),
  'i',
)
