/** Some of those who wait: a process with a loopback address of its own. Asks again when the time is up. */
import { request } from 'node:http'

export interface Waiting {
  readonly url: string
  readonly localAddress: string
  readonly orderIds: readonly string[]
}

export type Told =
  | { readonly kind: 'answered'; readonly orderId: string; readonly at: number }
  | { readonly kind: 'failed'; readonly reason: string }

/** So many are on their way at once: a crowd does not come in one instant. */
const opening = 40
const { url, localAddress, orderIds } = JSON.parse(process.argv[2] ?? '{}') as Waiting
const tell = (told: Told) => void process.send?.(told)

function wait(orderId: string): void {
  const asked = request(`${url}api/orders/${orderId}/payment?wait=25`, {
    agent: false,
    localAddress,
    headers: { connection: 'keep-alive' },
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
  asked.on('error', (error) => tell({ kind: 'failed', reason: error.message }))
  asked.end()
}

function openFrom(index: number): void {
  for (const orderId of orderIds.slice(index, index + opening)) wait(orderId)
  if (index + opening < orderIds.length) setTimeout(() => openFrom(index + opening), 50)
}

process.once('disconnect', () => process.exit(0))
openFrom(0)
