import { words } from '../../check/report/markdown-words.ts'
import type { Change } from '../../schema/types.ts'
import type { Release } from './release.ts'
import { byVersion } from './semver.ts'

const head = `<!-- Generated from changes/ by \`npm run release:data\`: not to be edited. -->

# Changes of the data

[How versions are counted](../docs/data-versioning.md). The same as data: \`changes/\`.
`
const titles: Record<Change['level'], string> = {
  open: 'To open',
  close: 'To close',
  review: 'To review',
  none: 'Without effect on traffic',
}

/** Writes what each version brought, the latest first. */
export function changelogOf(releases: Release[]): string {
  const sorted = releases.toSorted((a, b) => byVersion(a.version, b.version))
  return [head, ...sorted.map(entryOf)].join('\n')
}

function entryOf(release: Release): string {
  const { version, date, previous, flows } = release
  const about = previous === null ? `First release: ${flows} flows.` : `${flows} flows. ${said(release)}`
  const sections = Object.entries(titles).flatMap(([level, title]) => {
    const own = release.changes.filter(change => change.level === level)
    return own.length === 0 ? [] : [`### ${title}\n\n${own.map(item).join('\n')}\n`]
  })
  return [`## ${version} – ${date}\n\n${about}\n`, ...sections].join('\n')
}

function said({ step, reasons }: Release): string {
  const listed = reasons.map(({ message }) => `- ${words(message)}`).join('\n')
  return `A ${step} step:${listed === '' ? ' by hand.' : `\n\n${listed}`}`
}

function item({ area, message }: Change): string {
  return `- ${words(area)}: ${words(message)}`
}
