import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { mayClaim } from '../../extract/index.ts'

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
