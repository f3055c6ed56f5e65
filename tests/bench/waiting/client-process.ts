/** Some of those who wait: a process with a loopback address of its own. Asks again when the time is up. */
import { Agent, request } from 'node:http'

export interface Waiting {
  readonly url: string
  readonly localAddress: string
  readonly orderIds: readonly string[]
}

export type Told =
  | { readonly kind: 'answered'; readonly orderId: string; readonly at: number }
  | { readonly kind: 'failed'; readonly reason: string }

/** So many are on their way at once: a crowd does not come in one instant. */
const opening = 10
const { url, localAddress, orderIds } = JSON.parse(process.argv[2] ?? '{}') as Waiting
const agent = new Agent({ keepAlive: true, maxFreeSockets: orderIds.length })
let retries = 0
const tell = (told: Told) => void process.send?.(told)

function wait(orderId: string): void {
  const asked = request(`${url}api/orders/${orderId}/payment?wait=25`, {
    agent,
    localAddress,
  })
  asked.on('response', (response) => {
    let body = ''
    response.setEncoding('utf8')
    response.on('data', (chunk: string) => (body += chunk))
    response.on('end', () => {
      const at = performance.timeOrigin + performance.now()
      if (response.statusCode !== 200) tell({ kind: 'failed', reason: body })
      else if (body.includes('"status":"paid"')) tell({ kind: 'answered', orderId, at })
      else wait(orderId)
    })
  })
  asked.on('error', (error) => {
    // A machine's queue of those not taken yet is short; a browser would try again, too.
    retries += 1
    if (retries > orderIds.length) tell({ kind: 'failed', reason: error.message })
    else setTimeout(() => wait(orderId), 250)
  })
  asked.end()
}

function openFrom(index: number): void {
  for (const orderId of orderIds.slice(index, index + opening)) wait(orderId)
  if (index + opening < orderIds.length) setTimeout(() => openFrom(index + opening), 50)
}

process.once('disconnect', () => process.exit(0))
openFrom(0)
