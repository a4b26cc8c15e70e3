import type { List, ListItem, Parents } from 'mdast'
import { defaultHandlers, type Options } from 'remark-rehype'

type Handler = NonNullable<NonNullable<Options['handlers']>['listItem']>

/** What each list comes to for its items: whether they stand apart. */
const looks = new WeakMap<List, List>()

/**
 * Makes an element of an item, as remark-rehype does. That looks through all items of a list for each of them,
 * to see whether they stand apart; here it sees a list without items that says so itself.
 */
export const listItem: Handler = (state, node: ListItem, parent: Parents | undefined) =>
  defaultHandlers.listItem(state, node, parent?.type === 'list' ? lookOf(parent) : parent)

function lookOf(list: List): List {
  const known = looks.get(list)
  if (known) return known
  const spread = list.spread || list.children.some(isLoose)
  const look: List = { type: 'list', spread, children: [] }
  looks.set(list, look)
  return look
}

function isLoose({ spread, children }: ListItem): boolean {
  return spread ?? children.length > 1
}
