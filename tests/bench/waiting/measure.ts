import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../../../mocks/sandbox/demo/ports'
import { keyPairFor } from '../../../mocks/sandbox/keys'
import { startSandbox } from '../../../mocks/sandbox/sandbox'
import { environmentFor } from '../setting/environment'
import { untilAnswers } from '../setting/node-process'
import {
  gather,
  mostAsked,
  startCounted,
  untilOpen,
  type Backend,
  type Crowd,
  type Look,
} from './crowd'
import { startStandIn, type StandIn } from './paymax'
import { accountsOf, chargeNumber, fill, orderName } from './rows'

export interface Shape {
  readonly waiters: number
  /** Orders of their own, or all of them one. */
  readonly orders: 'own' | 'one'
  readonly charges: 'live' | 'none'
  /** How many orders are paid, one after the other, while the others wait. */
  readonly paid: number
}

export interface Measured {
  readonly before: Look
  readonly full: Look
  /** What five seconds took in which nothing happens. */
  readonly idle: { readonly statements: number; readonly queries: number; readonly cpuMs: number }
  /** From a webhook's leaving to the answer of who waits for it, ms. */
  readonly latencies: readonly number[]
}

const idleFor = 5_000

/** Opens the long polls, leaves them alone for a while, then pays. */
export async function measure(shape: Shape): Promise<Measured> {
  const dir = await mkdtemp(join(tmpdir(), 'checkout-waiting-'))
  const { privateKey } = keyPairFor('paymax')
  const sandbox = await startSandbox()
  const { PAYMAX_APP: app = '', PAYMAX_SECRET_KEY: secretKey = '' } = sandbox.checkoutEnvironment()
  const paymax = await startStandIn({ app, secretKey, privateKey })
  const url = `http://127.0.0.1:${String(await freePort())}/pay/`
  const orders = Array.from({ length: shape.waiters }, (_, n) =>
    orderName(shape.orders === 'own' ? n : 0),
  )
  const orderCount = shape.orders === 'own' ? shape.waiters : 1
  await fill({ kind: 'embedded', dir }, orderCount, shape.charges, accountsOf(sandbox))
  const backend = startCounted({
    ...environmentFor(sandbox, url, { DATA_DIR: dir }),
    PAYMAX_BASE_URL: paymax.baseUrl,
    LIMITS: `address=${String(mostAsked)}`,
  })
  let crowd: Crowd | null = null
  try {
    await untilAnswers(`${url}api/readyz`)
    const before = await backend.look()
    crowd = gather(url, orders)
    const full = await untilOpen(backend, crowd, shape.waiters)
    // At once, while everybody's time lasts.
    const latencies = await pay(url, crowd, paymax, shape)
    const idle = await leaveAlone(backend, paymax)
    return { before, full, idle, latencies }
  } finally {
    await crowd?.leave()
    await backend.stop()
    await paymax.close()
    await sandbox.close()
    await rm(dir, { recursive: true, force: true })
  }
}

async function leaveAlone(backend: Backend, paymax: StandIn) {
  // Whoever came last has been looked at once by then.
  await pause(1_000)
  const [before, queriesBefore] = [await backend.look(), paymax.queries()]
  await pause(idleFor)
  const after = await backend.look()
  return {
    statements: after.statements - before.statements,
    queries: paymax.queries() - queriesBefore,
    cpuMs: after.cpuMs - before.cpuMs,
  }
}

async function pay(url: string, crowd: Crowd, paymax: StandIn, shape: Shape): Promise<number[]> {
  const latencies: number[] = []
  for (let n = 0; n < shape.paid; n += 1) {
    const order = Math.floor((n * shape.waiters) / shape.paid)
    const { body, sign } = paymax.paid(chargeNumber(order))
    const sentAt = performance.timeOrigin + performance.now()
    const response = await fetch(`${url}api/webhooks/paymax`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json;charset=utf-8', sign },
      body,
    })
    if ((await response.text()) !== 'success') throw new Error('A webhook was refused.')
    const answered = await crowd.answers(shape.orders === 'own' ? 1 : shape.waiters)
    latencies.push(...answered.map(({ at }) => at - sentAt))
  }
  return latencies
}
