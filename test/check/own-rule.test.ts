import { execFileSync } from 'node:child_process'
import { test } from 'uvu'
import * as assert from 'uvu/assert'

test('a rule of your own reports beside the rules of the package', () => {
  const output = execFileSync(process.execPath, ['examples/own-rule.js', 'examples/check.md'], {
    cwd: new URL('../../', import.meta.url),
    encoding: 'utf8',
  })
  assert.match(output, /^examples\/check\.md:14 warning Port 743 is outside 7000-7999 \(keeper-ports\)$/m)
  assert.match(output, /^examples\/check\.md:14 error .*\(port-slip\)$/m)
})

test.run()
