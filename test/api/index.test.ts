import type { Claim, DocumentsState, Portolan } from 'portolan'
import { test } from 'uvu'
import * as assert from 'uvu/assert'

test('the package can be imported by its name, and gives the stages', async () => {
  const portolan = await import('portolan')
  assert.equal(Object.keys(portolan).sort(), [
    'LimitError',
    'SchemaError',
    'check',
    'createPortolan',
    'createRoles',
    'createVocabulary',
    'defaultLimits',
    'diff',
    'expand',
    'extract',
    'mayClaim',
    'reconcile',
    'rules',
    'validate',
  ])
  const { claims } = await portolan.extract('a.md', 'Open TCP port 7000 on each keeper.')
  assert.equal(claims[0]?.ports, { first: 7000, last: 7000 })
  const { findings } = await portolan.check([{ path: 'a.md', text: 'Open TCP port 70000 on each keeper.' }])
  assert.equal(
    findings.map(({ rule }) => rule),
    ['impossible-port'],
  )
})

test('what is set once holds for each stage', async () => {
  const { createPortolan, createRoles, createVocabulary, LimitError } = await import('portolan')
  const words = createVocabulary([{ headers: { ports: ['gangway'], source: ['watch'] } }])
  const roles = createRoles({ roles: { keeper: { aliases: ['keepers'] } } })
  const text = '| Gangway | Watch |\n| --- | --- |\n| 7000 | keepers |\n'
  const taught = createPortolan({ vocabulary: { words, roles }, rules: [] })
  assert.is((await taught.extract('a.md', text)).claims.length, 1)
  assert.is((await createPortolan().extract('a.md', text)).claims.length, 0)
  const { pages, findings } = await taught.check([{ path: 'a.md', text }])
  assert.equal([pages[0]?.claims.length, findings], [1, []])
  const state = (name: string, claims: Claim[]): DocumentsState => ({
    kind: 'documents',
    name,
    documents: [{ name: 'a.md', format: 'markdown', claims, repairs: [] }],
    unread: [],
    findings: null,
  })
  const { claims } = await taught.extract('a.md', text)
  const endOf = ({ diff }: Portolan) =>
    diff(state('before', []), state('after', claims)).changes[0]?.open[0]?.from
  assert.equal(endOf(taught), [{ kind: 'role', id: 'keeper' }])
  assert.equal(endOf(createPortolan()), [{ kind: 'unknown', id: 'keepers' }])
  const error = await createPortolan({ limits: { size: 10 } })
    .extract('a.md', text)
    .catch(error => error)
  assert.instance(error, LimitError)
})

test.run()
