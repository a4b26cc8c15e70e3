import type { RuleNote } from '../rule.ts'

const inbound = `## Keepers: inbound rules

| Protocol | Port | Source | Purpose |
| --- | --- | --- | --- |
| TCP | 7443 | Lamps | Lamp control |

## Lamps: outbound rules
`

const outbound = (port: number) => `| Protocol | Port | Destination | Purpose |
| --- | --- | --- | --- |
| TCP | ${port} | Keepers | Lamp control |
`

const around = (comment: string, port: number) => `${inbound}\n${comment}\n\n${outbound(port)}`

/** A comment that does not say why. */
export const suppressionWithoutReason: RuleNote = {
  id: 'suppression-without-reason',
  family: 'suppression',
  severity: 'error',
  description: 'A comment silences a rule and does not say why.',
  why: 'Whoever reads the page next cannot tell a known exception from a mistake that was in the way. Until it has a reason, the comment has no effect.',
  examples: [
    {
      wrong: around('<!-- portolan-disable port-slip -->', 743),
      right: around('<!-- portolan-disable port-slip -- the proxy of our labs listens on 743 -->', 743),
      says: '`portolan-disable port-slip` does not say why; write the reason behind ` -- `',
    },
  ],
}

/** A comment that names a rule that there is not. */
export const unknownRule: RuleNote = {
  id: 'unknown-rule',
  family: 'suppression',
  severity: 'error',
  description: 'A comment names a rule that there is not, or none.',
  why: 'The comment has no effect: what it was written for is reported all the same.',
  examples: [
    {
      wrong: around('<!-- portolan-disable port-slp -- the proxy of our labs listens on 743 -->', 743),
      right: around('<!-- portolan-disable port-slip -- the proxy of our labs listens on 743 -->', 743),
      says: 'There is no rule `port-slp`; did you mean `port-slip`?',
    },
  ],
}

/** A comment that silences nothing. */
export const unusedSuppression: RuleNote = {
  id: 'unused-suppression',
  family: 'suppression',
  severity: 'warning',
  description: 'A comment silences a rule that reports nothing there.',
  why: 'What it was written for is mended or stands elsewhere by now, and a new mistake in its place would go unseen. What other documents say may be the cause of a finding: check all of them together before you take a comment away.',
  examples: [
    {
      title: 'the port was mended, the comment was forgotten',
      wrong: around('<!-- portolan-disable port-slip -- the proxy of our labs listens on 743 -->', 7443),
      right: `${inbound}\n${outbound(7443)}`,
      says: '`portolan-disable` silences nothing: `port-slip` reports nothing there',
      fix: '',
    },
  ],
}

/** An entry of the baseline that fits nothing. */
export const unusedBaseline: RuleNote = {
  id: 'unused-baseline',
  family: 'suppression',
  severity: 'warning',
  description: 'The baseline has an entry for a finding that there is no longer.',
  why: 'The mistake is mended; were it made again, it would go unseen. Write the baseline anew.',
  examples: [],
}

/** A comment, or a setting, that changes how nothing is read. */
export const unusedSetting: RuleNote = {
  id: 'unused-setting',
  family: 'suppression',
  severity: 'warning',
  description: 'A comment or a setting about how blocks are read has no effect.',
  why: 'The table that it was written for is read by its evidence alone, or its words have changed.',
  examples: [
    {
      wrong: `<!-- portolan-table ports=2 -->\n\nSome words.\n\n${outbound(7443)}`,
      right: `Some words.\n\n<!-- portolan-table ports=2 -->\n\n${outbound(7443)}`,
      says: '`portolan-table` has no effect: no table follows it',
    },
  ],
}

/** What is reported about comments, the baseline and settings, rather than about documents. */
export const suppressionRules: RuleNote[] = [
  suppressionWithoutReason,
  unknownRule,
  unusedSuppression,
  unusedBaseline,
  unusedSetting,
]
