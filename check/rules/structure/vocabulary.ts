import { compileWords } from '../../../extract/trees.ts'
import { vocabulary } from '../../load.ts'

interface StructureFile {
  opposites: [string, string][]
  announced: Record<'tables' | 'figures' | 'tabs', string[]>
  figureHeadings: string[]
  placeholders: string[]
  placeholderMarks: string[]
  only: string[]
}

/** Words by which passages announce, refer and limit. */
export const structureWords = vocabulary('structure', ({ announced, ...file }: StructureFile) => ({
  /** What the other end of a column is called; of several the first. */
  opposites: new Map(file.opposites.flatMap(([a, b]) => [[a, b] as const, [b, a] as const]).reverse()),
  announced: {
    tables: compileWords(announced.tables),
    figures: compileWords(announced.figures),
    tabs: compileWords(announced.tabs),
  },
  figureHeadings: compileWords(file.figureHeadings),
  placeholders: compileWords(file.placeholders),
  placeholderMarks: file.placeholderMarks,
  only: compileWords(file.only),
}))
