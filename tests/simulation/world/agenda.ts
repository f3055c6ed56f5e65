/** What is still to happen: by time, and what is due at the same time in the order it was put here. */
export type Happening = () => void | Promise<void>

interface Entry {
  readonly at: number
  readonly number: number
  readonly happen: Happening
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.at < b.at || (a.at === b.at && a.number < b.number)
}

/** A binary heap: the earliest comes first. */
export class Agenda {
  readonly #heap: Entry[] = []
  #numbered = 0

  add(at: number, happen: Happening): void {
    const entry = { at, number: this.#numbered++, happen }
    const heap = this.#heap
    let here = heap.length
    heap.push(entry)
    while (here > 0) {
      const up = (here - 1) >> 1
      const parent = heap[up]
      if (!parent || !isBefore(entry, parent)) break
      heap[here] = parent
      here = up
    }
    heap[here] = entry
  }

  take(): { readonly at: number; readonly happen: Happening } | null {
    const heap = this.#heap
    const first = heap[0]
    const last = heap.pop()
    if (!first || !last) return null
    if (heap.length > 0) this.#sink(last)
    return first
  }

  #sink(entry: Entry): void {
    const heap = this.#heap
    let here = 0
    for (;;) {
      let down = 2 * here + 1
      const left = heap[down]
      if (!left) break
      const right = heap[down + 1]
      if (right && isBefore(right, left)) down += 1
      const child = heap[down]
      if (!child || !isBefore(child, entry)) break
      heap[here] = child
      here = down
    }
    heap[here] = entry
  }
}
