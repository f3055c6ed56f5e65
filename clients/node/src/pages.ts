import type { CallOptions } from './call.js'

/** A list: `for await` iterates over all of it, page by page; `page` fetches one page. */
export interface List<Item, Page> extends AsyncIterable<Item> {
  /**
   * @param cursor `nextCursor` of the previous page; without it, the first page
   * @throws CheckoutError
   */
  readonly page: (cursor?: string) => Promise<Page>
}

/** @param itemsOf the items of a page */
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
