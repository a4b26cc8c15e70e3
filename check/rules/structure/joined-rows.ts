import type { Rule } from '../../rule.ts'
import { joinedIn } from './joined.ts'
import { sharedCells } from './shared-cell.ts'

/** Rows between which the line break, or the tags, were lost. */
export const joinedRows: Rule = {
  id: 'joined-rows',
  family: 'structure',
  severity: 'error',
  description: 'Two rows of a table run together in one.',
  why: 'Renderers cut a row where its header ends: the second row vanishes from the page, and with it its ports.',
  examples: [
    {
      wrong:
        '| Protocol | Port | Source |\n| --- | --- | --- |\n| TCP | 80 | clients | TCP | 443 | clients |\n| TCP | 22 | operators |',
      right:
        '| Protocol | Port | Source |\n| --- | --- | --- |\n| TCP | 80 | clients |\n| TCP | 443 | clients |\n| TCP | 22 | operators |',
      says: 'rows run together after “clients”: what follows, “TCP | 443 | clients”, is not shown',
      fix: ' |\n',
    },
    {
      title: 'in HTML',
      wrong:
        '<table><tr><th>Port</th><th>Source</th></tr><tr><td>80</td><td>clients</td><td>443</td><td>clients</td></tr></table>',
      right:
        '<table><tr><th>Port</th><th>Source</th></tr><tr><td rowspan="2">80</td><td>clients</td></tr><tr><td>agents</td></tr></table>',
      says: 'rows run together after “clients”: tags are missing',
      fix: '</td></tr><tr>',
    },
    {
      title: 'in a list of lists',
      wrong: {
        'ports.rst':
          '.. list-table::\n   :header-rows: 1\n\n   * - Port\n     - Source\n   * - 80\n     - clients\n     - 443\n     - clients\n',
      },
      right: {
        'ports.rst':
          '.. list-table::\n   :header-rows: 1\n\n   * - Port\n     - Source\n   * - 80\n     - clients\n   * - 443\n     - clients\n',
      },
      says: 'rows run together after “clients”: the second one does not begin anew',
    },
    {
      title: 'with both the break and a pipe lost',
      wrong: '| Protocol | Port |\n| --- | --- |\n| TCP | 80 TCP | 443 |\n| TCP | 22 |',
      right: '| Protocol | Port |\n| --- | --- |\n| TCP | 80 |\n| TCP | 443 | of the agents |\n| TCP | 22 |',
      says: 'rows run together in “80 TCP”',
    },
  ],
  check: ({ pages }) =>
    pages.flatMap(({ tables }) => tables.flatMap(table => [...joinedIn(table), ...sharedCells(table)])),
}
