/** The entry of `npm run dev:mock`: the SPA alone, its backend and its WeChat made up. */
import { startWorker } from './browser'
import { plantBridge } from './dev-bridge'
import { showIndex } from './dev-index'
import { scenarioNames, scenarios } from './scenarios'
import { createWorld } from './world'

const kept = 'mock:scenario'
const asked = new URLSearchParams(location.search).get('scenario')
const name = scenarioNames.find((known) => known === (asked ?? sessionStorage.getItem(kept)))
const atDoor = location.pathname === '/' && !asked

if (!name || atDoor) showIndex()
else await play(name)

async function play(name: (typeof scenarioNames)[number]): Promise<void> {
  const scenario = scenarios[name]
  if (asked) begin(name)
  const world = createWorld(scenario, () => Date.now())
  plantBridge(world)
  await startWorker(world)
  await import('../src/landing/preflight')
  await import('../src/main')
}

// each opening is a fresh one: nothing of the story before it is remembered
function begin(name: (typeof scenarioNames)[number]): void {
  sessionStorage.clear()
  sessionStorage.setItem(kept, name)
  if (name === 'resumed') {
    const attempt = { orderId: scenarios.resumed.at.split('=')[1], chargeId: 'c1', startedAt: 1 }
    sessionStorage.setItem(`paymax:attempt:${attempt.orderId}`, JSON.stringify(attempt))
  }
  history.replaceState(null, '', `/${scenarios[name].at}`)
}
