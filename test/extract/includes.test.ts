import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { extract } from '../../extract/index.ts'

const table = (port: number) =>
  `| Protocol | Port | Source |\n| --- | --- | --- |\n| TCP | ${port} | keepers |\n`
const parts: Record<string, number> = { 'first-rows': 7001, 'second-rows': 7002, 'last-rows': 7003 }
const resolve = (name: string) => (parts[name] ? { path: `${name}.md`, text: table(parts[name]) } : null)
const tab = (label: string, ...content: string[]) =>
  `{{% tab "${label}" %}}\n\n${content.join('\n\n')}\n\n{{% /tab %}}`

const cases = [
  {
    title: 'an include that ends a tab stands in it, be it all that the tab holds',
    input: `{{< tabs >}}\n${tab('Lamps', 'Text.', '{{< first-rows >}}')}\n${tab('Bells', '{{< second-rows >}}')}\n{{< /tabs >}}\n\n{{< last-rows >}}\n\nMore.\n`,
    expected: [
      [7001, 'Lamps'],
      [7002, 'Bells'],
      [7003, null],
    ],
  },
  {
    title: 'an include behind a tab does not, nor in one that holds nothing',
    input: `{{< tabs >}}\n${tab('Lamps', 'Text.')}\n${tab('Bells')}\n{{< /tabs >}}\n\n{{< first-rows >}}\n`,
    expected: [[7001, null]],
  },
]

for (const { title, input, expected } of cases) {
  test(title, async () => {
    const { claims } = await extract('page.md', `## Ports\n\n${input}`, { resolve })
    assert.equal(
      claims.map(({ ports, context }) => [ports?.first, context[1] ?? null]),
      expected,
    )
  })
}

test.run()
