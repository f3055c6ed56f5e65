/** What a shop's developer reads of a failure. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CheckoutError, createClient } from '@paymax-checkout/merchant'
import { expect, onTestFinished, test } from 'vitest'
import { openCheckout } from '../support/checkout'
import { anOrder, clientOf, refusalOf } from './a-client'

/** A proxy in between that names each request, as the backend may. */
const named = (requestId: string) => async (send: () => Promise<Response>) => {
  const answer = await send()
  const headers = new Headers(answer.headers)
  headers.set('x-request-id', requestId)
  return new Response(answer.body, { status: answer.status, headers })
}

test('a refusal has the code, the status, the request’s id and the parts that were wrong', async () => {
  const { client } = clientOf(await openCheckout('embedded'), named('req-17'))
  const error = await refusalOf(client.orders.place({ ...anOrder, amount: 0, orderNo: 'a b' }))
  expect(error).toBeInstanceOf(CheckoutError)
  expect(error).toMatchObject({ name: 'CheckoutError', code: 'invalid_request', status: 400 })
  const { fields, requestId, message } = error as CheckoutError
  expect(requestId).toBe('req-17')
  expect(fields.map(({ field }) => field).sort()).toEqual(['amount', 'orderNo'])
  expect(message).toBe('The body is not as it should be.')
})

test('each refusal of an order’s life has its own code', async () => {
  const { client } = clientOf(await openCheckout('embedded'))
  await client.orders.place(anOrder)
  const { place, get, amend, close, refund } = client.orders
  const refused = async (call: Promise<unknown>) => {
    const error = (await refusalOf(call)) as CheckoutError
    return `${String(error.status)} ${error.code}`
  }
  expect(await refused(get('none'))).toBe('404 order_not_found')
  expect(await refused(place({ ...anOrder, amount: 1 }))).toBe('409 order_conflict')
  expect(await refused(refund('A-1001', { reason: 'x' }))).toBe('409 order_not_paid')
  await close('A-1001')
  expect(await refused(amend('A-1001', { subject: 'x' }))).toBe('409 order_closed')
  const { resend } = client.notifications
  expect(await refused(resend('msg_none'))).toBe('404 not_found')
  expect(await refused(client.exportDay('yesterday'))).toBe('400 invalid_request')
})

test('a wrong key is unauthorized, and stands in no error', async () => {
  const { publicUrl } = await openCheckout('embedded')
  const client = createClient({ publicUrl, apiKey: 'a-key-of-nobody' })
  const error = await refusalOf(client.orders.get('A-1001'))
  expect(error).toMatchObject({ code: 'unauthorized', status: 401 })
  expect(JSON.stringify(error) + String((error as Error).stack)).not.toContain('a-key-of-nobody')
})

test('PUBLIC_URL may come without its last slash', async () => {
  const { publicUrl, environment } = await openCheckout('embedded')
  const apiKey = environment['MERCHANT_API_KEY'] ?? ''
  const client = createClient({ publicUrl: publicUrl.href.slice(0, -1), apiKey })
  expect(await client.orders.place(anOrder)).toMatchObject({ orderNo: 'A-1001' })
})

test('another site’s page is none of the checkout’s answers, and a redirect is not followed', async () => {
  const scene = await openCheckout('embedded')
  const asked: (string | undefined)[] = []
  const server = createServer(({ url }, response) => {
    asked.push(url)
    if (url?.startsWith('/moved/')) response.writeHead(301, { location: '/pay/' }).end()
    else response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Hello</h1>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => server.close().closeAllConnections())
  const { port } = server.address() as AddressInfo
  for (const [path, status] of [
    ['shop/', 200],
    ['moved/', 301],
  ] as const) {
    const publicUrl = new URL(`http://127.0.0.1:${port}/${path}`)
    const { client } = clientOf({ ...scene, publicUrl })
    const error = await refusalOf(client.orders.get('A-1001'))
    expect(error).toMatchObject({ code: 'unreadable_answer', status })
  }
  expect(asked).toEqual(['/shop/api/merchant/orders/A-1001', '/moved/api/merchant/orders/A-1001'])
})

test('what does not answer in time is timed out, and nobody listening is unanswered', async () => {
  const scene = await openCheckout('embedded')
  const server = createServer(() => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => server.close().closeAllConnections())
  const { port } = server.address() as AddressInfo
  const publicUrl = new URL(`http://127.0.0.1:${port}/pay/`)
  const { client, heard } = clientOf({ ...scene, publicUrl }, (send) => send(), 50)
  expect(await refusalOf(client.orders.get('A-1001'))).toMatchObject({ code: 'timed_out' })
  expect(heard).toHaveLength(4)
  server.close().closeAllConnections()
  expect(await refusalOf(client.orders.get('A-1001'))).toMatchObject({ code: 'unanswered' })
})
