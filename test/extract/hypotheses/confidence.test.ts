import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { extract } from '../../../extract/index.ts'

const table = (header: string, ...rows: string[]) =>
  [header, header.replace(/[^|]+/g, ' --- '), ...rows].join('\n')
const clear = table('| Port | Protocol | Source |', '| 443 | TCP | clients |', '| 6443 | TCP | workers |')
const vague = table('| Thing | Number | For |', '| a | 443 | web |', '| b | 8443 | console |')

const cases: { title: string; page: string; least: number; most: number }[] = [
  { title: 'a clear table', page: `## Ports\n\n${clear}`, least: 0.9, most: 0.99 },
  { title: 'an item with protocol', page: 'Open these ports:\n\n- TCP 443: API', least: 0.8, most: 0.99 },
  {
    title: 'an item without protocol is less sure',
    page: 'Open these ports:\n\n- 443: API\n- 8443: console',
    least: 0.5,
    most: 0.9,
  },
  { title: 'a sentence', page: 'The agent must reach TCP port 6443 of the server.', least: 0.8, most: 0.9 },
  {
    title: 'a command is formal',
    page: '```sh\nfirewall-cmd --permanent --add-port=6443/tcp\n```',
    least: 1,
    most: 1,
  },
  {
    title: 'a matter of words',
    page: `## Firewall\n\nOpen these ports:\n\n${vague}`,
    least: 0.5,
    most: 0.97,
  },
]

for (const { title, page, least, most } of cases)
  test(title, async () => {
    const { claims } = await extract('page.md', page)
    assert.ok(claims.length > 0)
    for (const { confidence } of claims) {
      assert.ok(confidence >= least && confidence <= most, `${confidence}`)
      assert.is(confidence, Math.round(confidence * 100) / 100)
    }
  })

test.run()
