import { test } from 'uvu'
import * as assert from 'uvu/assert'

test('the package can be imported by its name, and gives the stages', async () => {
  const portolan = await import('portolan')
  assert.equal(Object.keys(portolan).sort(), [
    'LimitError',
    'SchemaError',
    'check',
    'defaultLimits',
    'expand',
    'extract',
    'mayClaim',
    'reconcile',
    'rules',
    'validate',
  ])
  const { claims } = portolan.extract('a.md', 'Open TCP port 7000 on each keeper.')
  assert.equal(claims[0]?.ports, { first: 7000, last: 7000 })
  const { findings } = portolan.check([{ path: 'a.md', text: 'Open TCP port 70000 on each keeper.' }])
  assert.equal(
    findings.map(({ rule }) => rule),
    ['impossible-port'],
  )
})

test.run()
