import { setupWorker } from 'msw/browser'
import { handlersOf } from './handlers'
import type { World } from './fake-backend'

const delay = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
const hold = (seconds: number) => delay(seconds * 1000)

/** msw in the browser, for `npm run dev:mock`. */
export async function startWorker(world: World): Promise<void> {
  const worker = setupWorker(...handlersOf(world, { delay, hold }))
  await worker.start({ onUnhandledRequest: 'bypass', quiet: true })
}
