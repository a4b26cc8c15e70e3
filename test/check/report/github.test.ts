import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { github } from '../../../check/report/github.ts'
import { finding, hostile, results } from './build.ts'

const lines = (text: string) => text.trimEnd().split('\n')

test('a command for a finding, mend and evidence below the message', () => {
  const [first, last, ...more] = lines(github(results([finding()])))
  assert.is(
    first,
    '::error file=docs/ports.md,line=3,endLine=3,col=9,endColumn=12,title=port-slip::Port 379 should be 2379%0AWrite 2379%0Adocs/other page.md:1:5: 2379 for “keepers”',
  )
  assert.is(last, 'portolan: 1 error')
  assert.equal(more, [])
})

test('severities; what is corrected is but a notice', () => {
  const all = [
    finding(),
    finding({ severity: 'warning' }),
    finding({ severity: 'info' }),
    finding({ corrected: true }),
  ]
  const commands = lines(github(results(all))).map(line => /^::(\w+) /.exec(line)?.[1])
  assert.equal(commands, ['error', 'warning', 'notice', 'notice', undefined])
  assert.match(github(results([finding({ corrected: true })])), 'title=port-slip (corrected)::')
})

test('a place of several lines has no columns: GitHub refuses them', () => {
  const location = { ...finding().location, endLine: 4 }
  assert.match(github(results([finding({ location })])), '::error file=docs/ports.md,line=3,endLine=4,title=')
})

test('no words of a document become a command, a property or a line of their own', () => {
  const location = { ...finding().location, document: 'a,line=1:%0A\n::warning::b.md' }
  const bad = finding({ location, message: hostile, suggestion: null, evidence: [] })
  const [first, last, ...more] = lines(github(results([bad])))
  assert.equal([last, ...more], ['portolan: 1 error'])
  const [, properties, ...message] = first!.split('::')
  assert.is(
    properties,
    'error file=a%2Cline=1%3A%250A%0A%3A%3Awarning%3A%3Ab.md,line=3,endLine=3,col=9,endColumn=12,title=port-slip',
  )
  assert.match(message.join('::'), /^::error::x%250A ::set-output/)
  assert.not.match(first!, '\u001b')
})

test('more than ten of a kind: their number comes first', () => {
  const ten = Array.from({ length: 10 }, () => finding())
  assert.match(github(results(ten)), /^::error /)
  const text = github(results([...ten, finding(), finding({ severity: 'info' })]))
  assert.match(
    text,
    /^::notice title=portolan::11 errors, 1 info; GitHub shows 10 of each kind, the log has all\n/,
  )
  assert.match(text, /\nportolan: 11 errors, 1 info\n$/)
})

test('no finding, no word', () => assert.is(github(results([])), ''))

test.run()
