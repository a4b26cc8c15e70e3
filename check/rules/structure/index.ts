import type { Rule } from '../../rule.ts'
import { announcedAbsent } from './announced-absent.ts'
import { closingBr } from './closing-br.ts'
import { headingSpace } from './heading-space.ts'
import { joinedRows } from './joined-rows.ts'
import { lostHeading } from './lost-heading.ts'
import { lostList } from './lost-list.ts'
import { misnamedColumn } from './misnamed-column.ts'
import { noteElsewhere } from './note-elsewhere.ts'
import { noteMisfit } from './note-misfit.ts'
import { noteMissing } from './note-missing.ts'
import { noteUnused } from './note-unused.ts'
import { placeholder } from './placeholder.ts'
import { unclosedTable } from './unclosed-table.ts'
import { unresolvedInclude } from './unresolved-include.ts'

/** The chapter's rules. */
export const structure: Rule[] = [
  joinedRows,
  misnamedColumn,
  headingSpace,
  lostHeading,
  lostList,
  closingBr,
  unclosedTable,
  unresolvedInclude,
  noteMissing,
  noteUnused,
  noteMisfit,
  noteElsewhere,
  announcedAbsent,
  placeholder,
]
