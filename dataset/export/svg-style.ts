import { text } from './measure.ts'

/** What the classes look like by daylight. Colours are plain values: not every viewer knows variables. */
const light = {
  paper: '#ffffff',
  ink: '#1f2328',
  soft: '#59636e',
  edge: '#d1d9e0',
  role: ['#ddf4ff', '#0969da'],
  group: ['#fbefff', '#8250df'],
  outside: ['#f6f8fa', '#59636e'],
} as const

const dark = {
  paper: '#0d1117',
  ink: '#f0f6fc',
  soft: '#9198a1',
  edge: '#3d444d',
  role: ['#0c2d6b', '#58a6ff'],
  group: ['#3c1e70', '#ab7df8'],
  outside: ['#151b23', '#9198a1'],
} as const

type Colours = Record<'paper' | 'ink' | 'soft' | 'edge', string> &
  Record<'role' | 'group' | 'outside', readonly [fill: string, stroke: string]>

/** The style sheet of a picture: for daylight, and for readers who have set their screen dark. */
export const style = `${fonts()}
.arrow path{fill:none;stroke-width:1.2}
.doubtful path{stroke-dasharray:5 4}
${colours(light)}
@media (prefers-color-scheme:dark){
${colours(dark)}
}`

function fonts(): string {
  const sans = 'system-ui,"Segoe UI","DejaVu Sans",sans-serif'
  const mono = 'ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace'
  return `text{font-family:${sans}}
.title{font-size:${text.title.size}px;font-weight:600}
.name{font-size:${text.name.size}px;font-weight:600}
.member,.note{font-size:${text.member.size}px}
.label text{font-family:${mono};font-size:${text.label.size}px}`
}

function colours({ paper, ink, soft, edge, role, group, outside }: Colours): string {
  const box = (name: string, [fill, stroke]: readonly [string, string]) =>
    `.${name} rect{fill:${fill};stroke:${stroke}}`
  return `.paper{fill:${paper}}
text{fill:${ink}}
.member,.note{fill:${soft}}
.arrow path{stroke:${soft}}
.head{fill:${soft}}
.label rect{fill:${paper};stroke:${edge}}
${box('role', role)}
${box('group', group)}
${box('outside', outside)}`
}
