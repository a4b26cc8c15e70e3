import { compileWords } from '../../../extract/trees.ts'
import { vocabulary } from '../../load.ts'

type Words = ReturnType<typeof compileWords>

interface Content {
  announced: Record<'tables' | 'figures' | 'tabs', string[]>
  figureHeadings: string[]
  placeholders: string[]
  placeholderMarks: string[]
  only: string[]
}

/** Words by which passages announce, refer and limit. */
export interface StructureWords {
  announced: Record<'tables' | 'figures' | 'tabs', Words>
  figureHeadings: Words
  placeholders: Words
  placeholderMarks: string[]
  only: Words
}

/** The vocabulary of this chapter. */
export const structureWords = vocabulary<Content, StructureWords>('structure', content => ({
  announced: {
    tables: compileWords(content.announced.tables),
    figures: compileWords(content.announced.figures),
    tabs: compileWords(content.announced.tabs),
  },
  figureHeadings: compileWords(content.figureHeadings),
  placeholders: compileWords(content.placeholders),
  placeholderMarks: content.placeholderMarks,
  only: compileWords(content.only),
}))
