import type { CallOptions } from './call.js'

/** A list: `for await` goes through all of it, asking for page after page; `page` asks for one. */
export interface List<Item, Page> extends AsyncIterable<Item> {
  /** @param cursor `nextCursor` of the page before; none: the first. @throws CheckoutError */
  readonly page: (cursor?: string) => Promise<Page>
}

/** @param itemsOf what of a page the list is made of */
export function listOf<Item, Page extends { nextCursor: string | null }>(
  readPage: (cursor: string | undefined, options: CallOptions) => Promise<Page>,
  itemsOf: (page: Page) => readonly Item[],
  start: string | undefined,
  options: CallOptions,
): List<Item, Page> {
  return {
    page: (cursor = start) => readPage(cursor, options),
    async *[Symbol.asyncIterator]() {
      let cursor = start
      do {
        const page = await readPage(cursor, options)
        yield* itemsOf(page)
        cursor = page.nextCursor ?? undefined
      } while (cursor !== undefined)
    },
  }
}
