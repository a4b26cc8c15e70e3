import type { Fact } from './facts.ts'
import type { Page } from './page.ts'

/** Pages have to share this many statements, and this part of those of the smaller page. */
const leastShared = 8
const leastPart = 0.4
/** Small pages that state nearly the same. */
const leastSharedOfSmall = 3
const leastPartOfSmall = 0.75
/** Holders of a statement that a page is compared with: the nearest before it. */
const mostHolders = 6

/**
 * Groups pages that tell of the same product: by what is known about them, else by what they state alike.
 *
 * @returns the path of the first page of each page's family
 */
export function familiesOf(pages: Page[], factsOf: (page: Page) => Fact[]): Map<Page, string> {
  const head = new Map(pages.map(page => [page, page]))
  const top = (page: Page): Page => (head.get(page) === page ? page : top(head.get(page)!))
  const statements = new Map(pages.map(page => [page, new Set(factsOf(page).flatMap(statementsOf))]))
  for (const [page, other] of neighbours(pages, statements)) {
    if (isAlike(page, other, statements)) head.set(top(page), top(other))
  }
  return new Map(pages.map(page => [page, top(page).path]))
}

/** Pairs of pages that share a statement or a product, the later page first. */
function neighbours(pages: Page[], statements: Map<Page, Set<string>>): [Page, Page][] {
  const holders = new Map<string, Page[]>()
  return pages.flatMap(page => {
    const keys = [...statements.get(page)!, ...(page.source ? [`product ${page.source.product}`] : [])]
    const met = new Set<Page>()
    for (const key of keys) {
      const before = holders.get(key) ?? []
      for (const other of before.slice(-mostHolders)) met.add(other)
      before.push(page)
      holders.set(key, before)
    }
    return [...met].map((other): [Page, Page] => [page, other])
  })
}

function isAlike(page: Page, other: Page, statements: Map<Page, Set<string>>): boolean {
  if (page.source && other.source) return page.source.product === other.source.product
  const [a, b] = [statements.get(page)!, statements.get(other)!]
  const shared = [...a].filter(statement => b.has(statement)).length
  const isSame = shared >= leastSharedOfSmall && shared >= leastPartOfSmall * Math.max(a.size, b.size)
  return isSame || (shared >= leastShared && shared >= leastPart * Math.min(a.size, b.size))
}

/** What a fact states, role by role: pages of another product name other roles. */
function statementsOf({ claim: { protocol, ports }, to }: Fact): string[] {
  if (!ports) return []
  const roles = to.roles.length > 0 ? to.roles : ['']
  return roles.map(role => `${protocol} ${ports.first}-${ports.last} ${role}`)
}
