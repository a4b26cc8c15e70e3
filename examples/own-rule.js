// A rule of your own beside the rules of Portolan: node examples/own-rule.js FILE...
import { readFileSync } from 'node:fs'
import { check, rules } from 'portolan'

/** @type {import('portolan').Rule} */
const keeperPorts = {
  id: 'keeper-ports',
  family: 'numbers',
  severity: 'warning',
  description: 'A port of keepers is outside the range 7000 to 7999.',
  why: 'The firewall of the lighthouses opens only that range.',
  examples: [
    {
      wrong: '| Protocol | Port | Destination |\n| --- | --- | --- |\n| TCP | 8001 | Keepers |',
      right: '| Protocol | Port | Destination |\n| --- | --- | --- |\n| TCP | 7001 | Keepers |',
      says: 'Port 8001 is outside 7000-7999',
    },
  ],
  // A fact is a claim with its meaning: roles, service and conditions.
  check: survey =>
    survey.facts
      .filter(({ claim }) => claim.destination.some(({ label }) => label === 'Keepers'))
      .filter(({ claim }) => claim.ports && (claim.ports.first < 7000 || claim.ports.last > 7999))
      .map(({ claim }) => ({
        at: claim.location,
        message: `Port ${claim.ports.first} is outside 7000-7999`,
        claims: [claim.id],
      })),
}

const documents = process.argv.slice(2).map(path => ({ path, text: readFileSync(path, 'utf8') }))
const { findings } = await check(documents, [...rules, keeperPorts])
for (const { rule, severity, message, location } of findings)
  console.log(`${location.document}:${location.line} ${severity} ${message} (${rule})`)
