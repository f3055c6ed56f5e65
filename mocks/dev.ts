/** The entry of `npm run dev:mock`: the gallery, one screen of it, or a scenario to walk through. */
import { startWorker } from './browser'
import { plantBridge } from './dev-bridge'
import { scenarioNames, scenarios } from './scenarios'
import { createWorld } from './fake-backend'

const kept = 'mock:scenario'
const query = new URLSearchParams(location.search)
const [asked, screen] = [query.get('scenario'), query.get('screen')]
const name = scenarioNames.find((known) => known === (asked ?? sessionStorage.getItem(kept)))
const atDoor = location.pathname === '/' && !asked

if (screen) await import('./gallery/frame').then(({ showFrame }) => showFrame(screen))
else if (!name || atDoor) {
  await import('./gallery/show-gallery').then(({ showGallery }) => showGallery(query.get('stage')))
} else await play(name)

async function play(name: (typeof scenarioNames)[number]): Promise<void> {
  const scenario = scenarios[name]
  if (asked) begin(name)
  const world = createWorld(scenario, () => Date.now())
  plantBridge(world)
  await startWorker(world)
  await import('../src/boot/preflight')
  await import('../src/boot/main')
}

// Each opening starts fresh: nothing of the scenario before it is stored.
function begin(name: (typeof scenarioNames)[number]): void {
  sessionStorage.clear()
  sessionStorage.setItem(kept, name)
  if (name === 'resumed') {
    const attempt = { orderId: scenarios.resumed.at.split('=')[1], chargeId: 'c1', startedAt: 1 }
    sessionStorage.setItem(`paymax:attempt:${attempt.orderId}`, JSON.stringify(attempt))
  }
  history.replaceState(null, '', `/${scenarios[name].at}`)
}
