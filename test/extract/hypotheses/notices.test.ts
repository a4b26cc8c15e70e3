import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { extract } from '../../../extract/index.ts'

const table = (header: string, ...rows: string[]) =>
  [header, header.replace(/[^|]+/g, ' --- '), ...rows].join('\n')
const intro = '# Fleet\n\n'

const cases: { title: string; page: string; notices: string[] }[] = [
  {
    title: 'a table in the grey band gives one notice with score and command',
    page: intro + table('| Thing | Number | For |', '| a | 4443 | lamps |', '| b | 7443 | boats |'),
    notices: ['3: a table of ports'],
  },
  {
    title: 'one row that looks like a port gives none',
    page: intro + table('| Thing | Number | For |', '| a | 4443 | lamps |'),
    notices: [],
  },
  {
    title: 'a table about other things gives none',
    page: intro + table('| Size | Memory |', '| small | 4096 MB |', '| large | 8192 MB |'),
    notices: [],
  },
  {
    title: 'a table that was read gives none',
    page: intro + table('| Port | Protocol |', '| 4443 | TCP |', '| 7443 | TCP |'),
    notices: [],
  },
  {
    title: 'a list in the grey band gives one notice',
    page: `${intro}- Port 7443\n- console - 8443 (boats)\n`,
    notices: ['3: a list of ports'],
  },
  { title: 'one line of a list gives none', page: `${intro}- 4443: lamps\n- boats\n`, notices: [] },
]

const test = suite('extract/interpret/notices')

for (const { title, page, notices } of cases)
  test(title, async () => {
    const { messages } = await extract('page.md', page)
    const found = messages.filter(({ ruleId }) => ruleId === 'maybe-ports')
    const shown = found.map(({ line, reason }) => `${line}: ${/Looks like (.*?) but/.exec(reason)?.[1]}`)
    assert.equal(shown, notices, messages.map(({ reason }) => reason).join('\n'))
    for (const { line, reason } of found)
      assert.match(
        reason,
        new RegExp(`\\(score -?\\d\\.\\d\\); run "portolan extract --why page\\.md:${line}"$`),
      )
  })

test.run()
