import type { Rule } from '../../rule.ts'
import { brokenMarkup } from './broken-markup.ts'
import { incompletePage } from './incomplete-page.ts'
import { joinedRows } from './joined-rows.ts'
import { misnamedColumn } from './misnamed-column.ts'
import { noteElsewhere } from './note-elsewhere.ts'
import { noteMisfit } from './note-misfit.ts'
import { noteMissing } from './note-missing.ts'
import { noteUnused } from './note-unused.ts'

/** The chapter's rules. */
export const structure: Rule[] = [
  brokenMarkup,
  incompletePage,
  joinedRows,
  misnamedColumn,
  noteMissing,
  noteUnused,
  noteMisfit,
  noteElsewhere,
]
