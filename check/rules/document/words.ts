import { compileWords } from '../../../extract/trees.ts'
import { vocabulary } from '../../load.ts'

interface DocumentFile {
  determiners: string[]
  allPorts: string[]
  hosts: Record<string, string[]>
  everyNode: string[]
  someNodes: string[]
  traffic: string[]
  portOf: string[]
  portNouns: string[]
  portInWords: string[]
  exclusive: string[]
  summary: string[]
  overlays: string[]
}

/** The chapter's words, ready for use. */
export const words = vocabulary('document', (file: DocumentFile) => ({
  ...file,
  determiners: compileWords(file.determiners),
  allPorts: compileWords(file.allPorts),
  hosts: new Map(Object.entries(file.hosts)),
  everyNode: compileWords(file.everyNode),
  someNodes: compileWords(file.someNodes),
  traffic: compileWords(file.traffic),
  portOf: compileWords(file.portOf),
  portInWords: compileWords(file.portInWords),
  exclusive: compileWords(file.exclusive),
  summary: compileWords(file.summary),
}))
