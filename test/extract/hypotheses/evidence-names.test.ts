import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { type EvidenceKind, hasEvidenceName } from '../../../extract/hypotheses/evidence-names.ts'
import { matrixWeights } from '../../../extract/hypotheses/matrix-evidence.ts'
import { weights } from '../../../extract/hypotheses/weights.ts'

const weighed: Record<EvidenceKind, string[]> = {
  table: [...Object.keys(weights.table), ...Object.keys(matrixWeights)],
  column: Object.values(weights.columns).flatMap(known => Object.keys(known)),
  line: Object.keys(weights.item),
  sentence: Object.keys(weights.sentence),
  subject: Object.keys(weights.subject),
}

for (const [kind, evidence] of Object.entries(weighed))
  test(`all evidence about a ${kind} has words`, () => {
    assert.equal(
      evidence.filter(name => !hasEvidenceName(kind as EvidenceKind, name)),
      [],
    )
  })

test.run()
