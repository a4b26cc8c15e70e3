import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { extract, mayClaim } from '../../extract/index.ts'

const idle = [
  'The lamp is lit at dusk.',
  'Keep `oil` in stock, and *wicks* too. See [the shed](/shed).',
  'A line of words\nand one more that goes on for a while, longer than any heading would.',
  'Lamps',
]
const stating = [
  'Open port 7000 on each keeper.',
  'The keepers must be able to reach the lamps over UDP port 7100 when fog is near.',
  'Keepers use ports **7001** and **7002** to reach the lamps.',
  '灯塔需要开放端口 7003。',
  'The lamps need these ports:',
  'Used only within the keeper itself, as local traffic that does not leave it at all.',
  'Traffic on TCP 7004 flows between all keepers.',
]
const lists = [
  '- oil\n- wicks\n- glass that is long enough to be no heading at all',
  '- **Port:** 7200\n- **Protocol:** TCP\n- **Source:** keepers\n- **Destination:** lamps',
  '- Protocol: UDP\n\n- Source: keepers\n\n- Destination: lamps',
  '1. Fill the lamp.\n2. Open port 7201 on the lamp.',
  '- Source: boats\n- Destination: lamps\n- Description: signals',
  '- 7250: peer discovery\n- 7251-7252/tcp',
  '7260/tcp\n: Signals',
]
const tables = [
  '| Protocol | Port | Source | Purpose |\n| --- | --- | --- | --- |\n| TCP | 7300 | keepers (1) | light |\n| UDP | 7301-7302 | boats | fog | TCP | 7303 | boats | horn |',
  'From | Port | Protocol\n--- | --- | ---\nkeepers | 7310 | TCP',
  '| Size | Lamps |\n| --- | --- |\n| small | 7320 |',
  '<table>\n<tr><th>Port</th><th>Protocol</th><th>Source</th></tr>\n\n<tr>\n\n<td>7330</td>\n<td>TCP</td>\n<td>\n\nthe keepers of the old tower\n\n</td>\n</tr>\n</table>',
  '<table><tr><th>From / To</th><th>Lamps</th></tr><tr><td>Keepers</td><td>7340 TCP</td></tr></table>',
]
const notes = [
  '(1) Only when it rains for longer than a day and a night.',
  '\\* Only in fog.',
  '[1] Only at night.',
]
const code = [
  '```bash\nufw allow 22\n```',
  '```\nfirewall-cmd --add-port=7400/tcp\n```',
  '```yaml\nlamp: on\noil: 3\n```',
  '<pre>\nlamps --lit\n\nufw allow 23\n</pre>',
  '    ufw allow 24',
]
const headings = [
  '## Keepers - Inbound rules',
  '### Port 7500 (Signals)',
  '###Lamps',
  '# Towers',
  '## Ports to open',
  '### Inbound',
  '## Opening port TCP/7600',
  'Setext\n------',
  '## Lamp security group',
]
const marks = [
  '{{% tab "Fog" %}}',
  '{{% /tab %}}',
  '<TabItem value="Rain">',
  '</TabItem>',
  '> quoted, with port 7700 open',
  '=== "Storm"\n\n    Open port 7701 on the lamp.',
  'The rules go into a security group called `lamp-keepers`.',
  ':::tip',
]

const piece = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...idle) },
  ...[stating, lists, tables, notes, code, headings, marks].map(list => ({
    weight: 2,
    arbitrary: fc.constantFrom(...list),
  })),
)
const page = fc.array(piece, { maxLength: 14 }).map(pieces => `${pieces.join('\n\n')}\n`)

test('focus: the same claims from any page', () => {
  fc.assert(
    fc.property(page, text => {
      assert.equal(extract('a.md', text, { focus: true }).claims, extract('a.md', text).claims)
    }),
    { numRuns: 400 },
  )
})

test('pre-filter: no page with a claim is held back', () => {
  fc.assert(
    fc.property(page, text => {
      if (extract('a.md', text).claims.length > 0) assert.ok(mayClaim(text), text)
    }),
    { numRuns: 400 },
  )
})

const single = [...stating, ...lists, ...tables, ...code, ...headings, ...marks]
test('pre-filter: each shape that claims by itself passes by itself', () => {
  for (const text of single) {
    if (extract('a.md', text).claims.length > 0) assert.ok(mayClaim(text), text)
  }
})

for (const text of [
  'We support imports and exports.',
  '| Size | Nodes |\n| --- | --- |\n| small | 8080 |',
  '```yaml\nreplicas: 3\n```',
  'Version 1.27 came out in 2023.',
]) {
  test(`pre-filter: holds back ${JSON.stringify(text)}`, () => assert.not(mayClaim(text)))
}

test('pre-filter: a page that claims by including passes', () => {
  const resolve = () => ({ path: 'b.md', text: 'Open port 7000 on each keeper.' })
  assert.not(mayClaim('{{< rules >}}'))
  assert.ok(mayClaim('{{< rules >}}', { resolve, document: 'a.md' }))
})

test.run()
