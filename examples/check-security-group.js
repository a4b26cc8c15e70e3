// Checks a security group of AWS against the dataset: what is needed and not open, what is open and not needed,
// and what is open to anybody. Exits 1 when something needed is not open.
//
//   aws ec2 describe-security-groups --group-ids sg-… | node examples/check-security-group.js -
//   node examples/check-security-group.js examples/security-group.json
import { readFileSync } from 'node:fs'
import { expand, portsOf, query } from 'portolan-data'

/** Yours: which group holds which role, and what your cluster is like. */
const roles = { 'sg-servers': 'rke2-server', 'sg-agents': 'rke2-agent' }
const installation = { product: 'rke2', when: { cni: 'canal', feature: null } }

const [file = 'examples/security-group.json'] = process.argv.slice(2)
const { SecurityGroups } = JSON.parse(readFileSync(file === '-' ? 0 : file, 'utf8'))

for (const group of SecurityGroups) {
  const to = roles[group.GroupId]
  const needed = query({ ...installation, to }).flatMap(flow =>
    expand(flow.from.id).map(from => ({ from, protocol: flow.protocol, ...flow.ports, flow })),
  )
  const open = group.IpPermissions.flatMap(rulesOf)
  const missing = needed.filter(need => !open.some(rule => lets(rule, need)))
  console.log(`${group.GroupName}: ${needed.length} needed, ${missing.length} of them not open`)
  for (const { from, flow } of missing)
    console.log(`  open   ${name(flow)} from ${from}: ${flow.service ?? flow.id}`)
  for (const rule of open) {
    const uses = needed.filter(need => lets(rule, need))
    if (uses.length === 0) console.log(`  close  ${name(rule)} from ${rule.from}: nothing needs it`)
    else if (rule.from === 'anybody')
      console.log(`  narrow ${name(rule)} from anybody: ${sources(uses)} will do`)
  }
  if (missing.length > 0) process.exitCode = 1
}

/** A rule for each source: groups by their roles, any address as anybody. */
function rulesOf({ IpProtocol, FromPort = 0, ToPort = 65535, UserIdGroupPairs = [], IpRanges = [] }) {
  const sources = [
    ...UserIdGroupPairs.map(({ GroupId }) => roles[GroupId] ?? GroupId),
    ...IpRanges.map(({ CidrIp }) => (CidrIp === '0.0.0.0/0' ? 'anybody' : CidrIp)),
  ]
  const protocol = IpProtocol === '-1' ? 'all' : IpProtocol
  return sources.map(from => ({ from, protocol, first: FromPort, last: ToPort }))
}

function lets(rule, need) {
  return (
    ['anybody', need.from].includes(rule.from) &&
    ['all', need.protocol].includes(rule.protocol) &&
    rule.first <= need.first &&
    need.last <= rule.last
  )
}

function name({ protocol, first, last, ports }) {
  return `${protocol} ${portsOf({ ports: ports ?? { first, last }, portText: null })}`
}

function sources(needs) {
  return [...new Set(needs.map(({ from }) => from))].join(', ')
}
