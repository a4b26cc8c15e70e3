import { checkPages, type Document } from '../../check/index.ts'
import { type Page, pageOf, readPages, type Survey, surveyPages } from '../../check/survey/index.ts'
import type { Finding } from '../../schema/types.ts'
import { deletionSites } from './deletions.ts'
import { edited } from './edit.ts'
import { headerSites } from './headers.ts'
import { judge, type Verdict } from './judge.ts'
import { numberSites } from './numbers.ts'
import { protocolSites } from './protocols.ts'
import { randomOf, seedOf, shuffled } from './random.ts'
import { joinSites } from './rows.ts'
import type { Site, Slip } from './slip.ts'
import { wordSites } from './words.ts'

/** The clean documents, read and checked. */
export interface Clean {
  documents: Document[]
  pages: Page[]
  findings: Finding[]
}

/** A slip that was tried. */
export interface Trial {
  kind: string
  slip: Slip
  verdict: Verdict
}

/** Reads and checks documents. */
export async function cleanOf(documents: Document[]): Promise<Clean> {
  const pages = await readPages(documents)
  return { documents, pages, findings: checkPages(pages).findings }
}

/** Every place where a slip can be made, by kind. */
export function sitesOf(pages: Page[]): Map<string, Site[]> {
  const survey = surveyPages(pages)
  const makers: ((survey: Survey) => Site[])[] = [
    numberSites,
    protocolSites,
    deletionSites,
    wordSites,
    joinSites,
    headerSites,
  ]
  const kinds = new Map<string, Site[]>()
  for (const site of makers.flatMap(sites => sites(survey)))
    kinds.set(site.kind, [...(kinds.get(site.kind) ?? []), site])
  return kinds
}

/**
 * Draws slips of one kind.
 *
 * @param most how many at most; each place gives one
 */
export function draw(kind: string, sites: Site[], seed: number, most: number): Slip[] {
  const random = randomOf(seedOf(seed, kind))
  return shuffled(sites, random)
    .slice(0, most)
    .map(site => site.make(random))
}

/** Makes a slip and checks all documents again; those without it are not read again. */
export async function tried(kind: string, slip: Slip, { documents, pages, findings }: Clean): Promise<Trial> {
  const changed = await Promise.all(
    pages.map((page, i) =>
      page.path === slip.page.path ? pageOf({ ...documents[i]!, text: edited(page.text, slip.edit) }) : page,
    ),
  )
  return { kind, slip, verdict: judge(slip, findings, checkPages(changed).findings) }
}
