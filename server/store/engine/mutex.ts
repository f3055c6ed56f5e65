/** Runs callers one after the other, in the order in which they asked. */
export function createMutex() {
  let last = Promise.resolve()

  return {
    /** @returns releases the mutex */
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
