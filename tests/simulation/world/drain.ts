/**
 * Calls `step` again and again until it says that there is no more, and each time only after everything
 * that the last one set off has come to rest: Node.js runs a tick once no promise has anything left to do.
 */
export function drive(step: () => boolean | Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const again = () => queueMicrotask(() => process.nextTick(tick))
    const tick = () => {
      try {
        const more = step()
        if (more === false) resolve()
        else if (more === true) again()
        else more.then(again, reject)
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)))
      }
    }
    process.nextTick(tick)
  })
}
