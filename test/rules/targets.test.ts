import { test } from 'uvu'
import * as assert from 'uvu/assert'
import {
  applyScript,
  RefusalError,
  rulesFor,
  sheetOf,
  type Target,
  targets,
  writeRules,
} from '../../rules/index.ts'
import { comment } from '../../rules/text.ts'
import type { Inventory } from '../../schema/types.ts'
import { data, inventoryOf } from './stacks.ts'

const [nft, iptables, awsSg] = targets as [Target, Target, Target]
const about = { data: 'portolan-data 1.2.3', date: '2026-05-04', inventory: 'portolan.yaml', hash: 'abc' }

function files(
  target: Target,
  inventory: Inventory,
  name: keyof typeof data,
  roles?: string[],
): Map<string, string> {
  const set = rulesFor(inventory, data[name])
  return writeRules(target, set, roles ?? set.listeners.map(({ role }) => role), about)
}
const lamp = (): Inventory => {
  const inventory = inventoryOf('harbour')
  return { ...inventory, roles: { ...inventory.roles, lamp: { addresses: ['10.0.8.1'] } } }
}
const text = (target: Target, name: string) => files(target, lamp(), 'harbour').get(name)!

test('the header: data, inventory, stack, what is left out and why, what is not filtered', () => {
  assert.equal(text(nft, 'pier.nft').split('\n\n')[0]!.split('\n'), [
    '#!/usr/sbin/nft -f',
    '# Firewall rules of pier for nftables, by Portolan',
    '# data: portolan-data 1.2.3, of 2026-05-04',
    '# inventory: portolan.yaml, SHA-256 abc',
    '# stack:',
    '#   harbour/cluster',
    '# left out:',
    '#   harbour/cluster/unknown>pier/tcp/9000: the documents do not say who starts the traffic',
    '#   harbour/cluster/192.0.2.77>pier/tcp/9001: 192.0.2.77 is an address that a document printed; it may have moved',
    '#   harbour/cluster/pier>depot/-/5433: the documents do not name the protocol',
    '#   harbour/cluster/crane>depot/tcp/-: the documents give no port number (none)',
    '#   harbour/cluster/lamp>pier/tcp/9100: disputed: ends-disagree:1',
    '# note:',
    '#   outbound and forwarded traffic is not filtered; ports that pods publish by other means than NodePort are forwarded',
    '#   other tables stay as they are; what they drop stays dropped',
  ])
})

test('nft: a rule says why, a doubtful one is a comment', () => {
  const lines = text(nft, 'pier.nft').split('\n')
  const at = lines.findIndex(line => line.includes('dport 80 '))
  assert.equal(lines.slice(at - 1, at + 2), [
    '    # web; docs/harbour.md:1 (https://harbour.example.org/ports); harbour/cluster/visitor>pier/tcp/80',
    '    ip saddr 10.0.4.10 tcp dport 80 accept comment "web; docs/harbour.md:1 (https://harbour.example.org/ports); harbour/cluster/visitor>pier/tcp/80"',
    '    ip6 saddr fd00:4::10 tcp dport 80 accept comment "web; docs/harbour.md:1 (https://harbour.example.org/ports); harbour/cluster/visitor>pier/tcp/80"',
  ])
  const held = lines.filter(line => line.includes('9100'))
  assert.equal(held.length, 3)
  for (const line of held) assert.match(line, /^ *#/)
  assert.not.match(lines.join('\n'), 'flush')
})

test('iptables: own chains in two files, with the rules of their family', () => {
  const found = files(iptables, inventoryOf('harbour'), 'harbour', ['depot'])
  assert.equal([...found.keys()], ['depot.v4.rules', 'depot.v6.rules'])
  const rules = found
    .get('depot.v6.rules')!
    .split('\n')
    .filter(line => /^-A PORTOLAN -s/.test(line))
  assert.equal(
    rules.map(line => line.replace(/ -m comment --comment "[^"]*"/, '')),
    [
      '-A PORTOLAN -s fe80::/10 -p icmpv6 --icmpv6-type 130 -j RETURN',
      '-A PORTOLAN -s fe80::/10 -p icmpv6 --icmpv6-type 131 -j RETURN',
      '-A PORTOLAN -s fe80::/10 -p icmpv6 --icmpv6-type 132 -j RETURN',
      '-A PORTOLAN -s fe80::/10 -p icmpv6 --icmpv6-type 143 -j RETURN',
      '-A PORTOLAN -s fe80::/10 -p udp --sport 547 --dport 546 -j RETURN',
      '-A PORTOLAN -s fd00:9::/64 -p tcp --dport 22 -j RETURN',
      '-A PORTOLAN -s fd00:4::10 -p tcp --dport 9100:9101 -j RETURN',
      '-A PORTOLAN -s fd00:2::10 -p icmpv6 --icmpv6-type 128 -j RETURN',
      '-A PORTOLAN -s fd00:2::11 -p icmpv6 --icmpv6-type 128 -j RETURN',
      '-A PORTOLAN -s fd00:2::10 -p tcp --dport 5432 -j RETURN',
      '-A PORTOLAN -s fd00:2::11 -p tcp --dport 5432 -j RETURN',
    ],
  )
  for (const content of found.values()) {
    assert.equal(content.match(/^(?:\*|:).*/gm), [
      '*mangle',
      ':PORTOLAN-NODEPORT - [0:0]',
      '*filter',
      ':PORTOLAN - [0:0]',
    ])
    assert.match(content, /-A PORTOLAN -j DROP\nCOMMIT\n$/)
  }
})

const groups = (name: 'harbour' | 'rke2', roles: Record<string, string>): Inventory => {
  const inventory = structuredClone(inventoryOf(name))
  for (const [role, aws] of Object.entries(roles))
    inventory.roles[role] = { ...(inventory.roles[role] as object), aws }
  return inventory
}

test('aws-sg: a resource for each source, groups where there are any', () => {
  const written = files(awsSg, groups('harbour', { crane: 'sg-0c', depot: 'sg-0d' }), 'harbour').get(
    'portolan.tf.json',
  )!
  const { '//': head, resource } = JSON.parse(written)
  const rules: Record<string, Record<string, unknown>> = resource.aws_vpc_security_group_ingress_rule
  assert.equal(rules.depot_tcp_5432_from_crane, {
    security_group_id: 'sg-0d',
    description:
      'store; docs/harbour.md:6 (https://harbour.example.org/ports); harbour/cluster/crane to depot/tcp/5432',
    referenced_security_group_id: 'sg-0c',
    ip_protocol: 'tcp',
    from_port: 5432,
    to_port: 5432,
  })
  assert.equal(
    Object.keys(rules).filter(name => name.startsWith('crane_udp')),
    ['10_0_1_10_32', '10_0_1_11_32', 'fd00_1_10_128', 'fd00_1_11_128']
      .map(one => `crane_udp_7000_7003_from_pier_${one}`)
      .concat('crane_udp_7946_from_crane'),
  )
  assert.equal(rules.crane_all_from_depot!.ip_protocol, '-1')
  assert.equal([rules.depot_icmp_from_crane!.from_port, rules.depot_icmp_from_crane!.to_port], [8, -1])
  assert.ok(head.includes('  pier has no security group in the inventory: no rules'))
  for (const { description } of Object.values(rules))
    assert.match(String(description), /^[a-zA-Z0-9. _:/()#,@[\]+=&;{}!$*-]{0,255}$/)
})

test('aws-sg: roles that share a group have each rule once', () => {
  const written = files(awsSg, groups('rke2', { 'rke2-server': 'sg-01', 'rke2-agent': 'sg-01' }), 'rke2').get(
    'portolan.tf.json',
  )!
  const made: Record<string, unknown>[] = Object.values(
    JSON.parse(written).resource.aws_vpc_security_group_ingress_rule,
  )
  const keys = made.map(({ description, ...rule }) => JSON.stringify(rule))
  assert.is(new Set(keys).size, keys.length)
  assert.is(made.filter(({ from_port }) => from_port === 10250).length, 1)
})

const problems = (run: () => unknown): string[] => {
  try {
    run()
    return []
  } catch (error) {
    if (!(error instanceof RefusalError)) throw error
    return error.problems.map(({ path, message }) => `${path} ${message}`)
  }
}

test('limits are errors: rules of a group, families, addresses, groups, transports', () => {
  const crowd = groups('harbour', { pier: 'sg-01' })
  crowd.roles.visitor = { addresses: Array.from({ length: 61 }, (_, i) => `10.0.4.${i * 2}`) }
  assert.equal(
    problems(() => files(awsSg, crowd, 'harbour')),
    [
      '/roles/pier needs 124 rules for IPv4, and AWS security groups (Terraform JSON) takes 60; join its networks into larger ones, or name security groups',
    ],
  )
  assert.equal(
    problems(() => files(awsSg, inventoryOf('harbour'), 'harbour', ['pier'])),
    ['/roles/pier has no security group, which AWS security groups (Terraform JSON) needs; add "aws"'],
  )
  assert.equal(
    problems(() =>
      files({ ...nft, title: 'old', families: [4] }, inventoryOf('harbour'), 'harbour', ['pier']),
    ),
    ['/roles/pier has IPv6 addresses, which old cannot filter; remove them'],
  )
  const cloud: Inventory = {
    ...inventoryOf('harbour'),
    roles: { ...inventoryOf('harbour').roles, crane: { aws: 'sg-0c' } },
  }
  assert.equal(
    problems(() => files(nft, cloud, 'harbour', ['depot'])),
    ['/roles/crane has no addresses, which nftables needs; add "addresses"'],
  )
  const sctp: Inventory = {
    ...groups('harbour', { depot: 'sg-0d' }),
    extra: [{ from: 'pier', to: 'depot', protocol: 'sctp', ports: 9, why: 'x' }],
  }
  assert.equal(
    problems(() => files(awsSg, sctp, 'harbour', ['depot'])),
    ['/roles/depot needs ports of sctp, which AWS security groups (Terraform JSON) cannot filter'],
  )
})

test('hostile words stay inside comments', () => {
  const why = 'x" accept\n}\nflush ruleset; `rm -rf /` $(reboot) \\" -j ACCEPT \u202e é > <'
  const inventory = {
    ...groups('harbour', { depot: 'sg-0d' }),
    extra: [{ from: 'pier', to: 'depot', protocol: 'tcp', ports: 9, why }],
  }
  for (const target of targets)
    for (const [name, content] of files(target, inventory, 'harbour', ['depot'])) {
      assert.not.match(content, /^\s*(?:\}? *flush|-j|reboot)/m, name)
      assert.not.match(content, /[^\n -~]/, name)
      const lines = content.split('\n').filter(line => /dport 9 |from_pier/.test(line) && !/^ *#/.test(line))
      for (const line of lines) assert.is(line.match(/(?<!\\)"/g)?.length ?? 2, 2, line)
    }
})

for (const { id, comments } of targets) {
  test(`${id}: comments of any length fit`, () => {
    for (const length of [0, 1, comments.bytes - 1, comments.bytes, comments.bytes + 1, 1000]) {
      const made = comment('y'.repeat(length), comments)
      assert.is(made.length, Math.min(length, comments.bytes))
    }
  })
}

test('removal and the script name what they remove', () => {
  assert.equal([...nft.remove(['pier'])], [['pier.nft', 'table inet portolan\ndelete table inet portolan\n']])
  assert.match([...iptables.remove(['pier']).values()][0]!, 'iptables -w -t filter -X PORTOLAN')
  assert.equal(JSON.parse([...awsSg.remove([]).values()][0]!).resource, undefined)
  const script = applyScript(nft.script!, files(nft, inventoryOf('harbour'), 'harbour', ['pier']))
  assert.match(script, /^#!\/bin\/sh\n/)
  assert.match(script, 'sleep "$seconds"')
})

test('sheet: one row for each pair of roles, inbound and outbound of a role, and what is left out', () => {
  const { header, rows } = sheetOf(rulesFor(lamp(), data.harbour), 'depot', about)
  assert.equal(header, [
    'No.',
    'Source',
    'Source addresses',
    'Destination',
    'Destination addresses',
    'Protocol',
    'Ports',
    'Needed for',
    'Only if',
    'Direction',
    'Says who',
    'Status',
  ])
  const brief = rows.map(row => [row[1], row[3], row[5], row[6], row[9], row[11]].join(' '))
  assert.equal(brief.slice(0, 6), [
    'administrator depot tcp 22 inbound of the inventory',
    'visitor depot tcp 9100-9101 inbound of the inventory',
    'crane depot icmp type 8 inbound stated',
    'crane depot tcp 5432 inbound stated',
    'depot crane all all outbound stated',
    'unknown pier tcp 9000  left out: the documents do not say who starts the traffic',
  ])
  assert.equal(rows[3]!.slice(1, 5), [
    'crane',
    '10.0.2.10\n10.0.2.11\nfd00:2::10\nfd00:2::11',
    'depot',
    '10.0.3.10\nfd00:3::10',
  ])
  const whole = sheetOf(rulesFor(lamp(), data.harbour), null, about).rows
  assert.ok(whole.some(row => row[1] === 'pier' && row[3] === '*.example.org' && row[6] === '443'))
  assert.is(whole.filter(row => row[1] === 'depot' && row[3] === 'crane').length, 1)
})

test.run()
