/** Hands out turns one after the other, in the order they were asked for. */
export function createMutex() {
  let last = Promise.resolve()

  return {
    /** @returns what ends the turn */
    async take(): Promise<() => void> {
      const before = last
      const { promise, end } = newTurn()
      last = promise
      await before
      return end
    },
  }
}

function newTurn() {
  let end = () => {}
  const promise = new Promise<void>((resolve) => {
    end = resolve
  })
  return { promise, end }
}
