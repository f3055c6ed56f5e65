/** What nginx says where the backend says nothing, and that it leaves alone what the backend does say. */
import { describe, expect, onTestFinished, test } from 'vitest'
import { CheckoutError } from '../../../server/contract/errors'
import { failurePage } from '../../../server/http/page/failure-page'
import { openCheckout } from '../support/checkout'
import { askWith } from '../support/navigate'
import { leftOut, startNginx } from '../support/nginx'
import { takeOwnCertificate } from '../support/own-certificate'
import { startRawServer } from './raw-server'

takeOwnCertificate()

const page = failurePage(new CheckoutError('not_ready', ''))
const asPage = { accept: 'text/html' }

async function nginxBefore(backend: number, changes: Record<string, string> = {}) {
  const nginx = await startNginx([backend], null, changes)
  onTestFinished(nginx.stop)
  return nginx
}

/** What belongs to one answer or one server, and what guards a page with scripts, which this one has none of. */
const ofTheAnswer =
  /^(connection|content-length|date|etag|keep-alive|server|server-timing|transfer-encoding|vary|x-request-id)$/
const ofScripts =
  /^(cross-origin-.*|x-(dns-prefetch-control|download-options|permitted-.*|xss-.*))$/

const headersOf = ({ headers }: { readonly headers: Headers }) =>
  Object.fromEntries(
    [...headers].filter(([name]) => !ofTheAnswer.test(name) && !ofScripts.test(name)),
  )

describe.skipIf(leftOut)(`where no process takes a request${leftOut ?? ''}`, () => {
  test('a page is shown that a payer can read, with the headers of the backend’s own', async () => {
    const { publicUrl, backend } = await openCheckout('embedded', {
      PUBLIC_URL: 'https://pay.example.com/pay/',
    })
    backend.leave()
    const notReady = await askWith(new URL('api/readyz', publicUrl), asPage)
    expect([notReady.status, notReady.body]).toEqual([503, page])
    const own = headersOf(notReady)
    expect(own).toMatchObject({ 'strict-transport-security': 'max-age=31536000' })
    // The hash of its style is the backend's alone.
    const policy = own['content-security-policy']?.replace(/'sha256-[^']+'/, "'unsafe-inline'")
    const server = await startRawServer()
    const nginx = await nginxBefore(server.port)
    await server.close()
    for (const init of [{}, { method: 'POST', body: '{}' }]) {
      const answer = await fetch(`${nginx.https}/pay/checkout`, { ...init, headers: asPage })
      expect(answer.status).toBe(502)
      expect(headersOf(answer)).toEqual({
        ...own,
        'content-security-policy': policy,
        'retry-after': '5',
      })
      expect(await answer.text()).toBe(page)
    }
  })

  test('the same page is shown where one takes it and says nothing, and the status tells', async () => {
    const server = await startRawServer()
    server.keepsSilent()
    const nginx = await nginxBefore(server.port, {
      'proxy_read_timeout 60s;': 'proxy_read_timeout 1s;',
    })
    const answer = await fetch(`${nginx.https}/pay/checkout`)
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([504, 'no-store'])
    expect(await answer.text()).toBe(page)
  })

  test.each([502, 503, 504])('what the backend itself says with %i arrives', async (status) => {
    const server = await startRawServer()
    const nginx = await nginxBefore(server.port)
    const problem = '{"code":"gateway_unavailable"}'
    server.answers(
      `HTTP/1.1 ${status} No\r\ncontent-type: application/problem+json\r\ncontent-length: ${problem.length}\r\n\r\n${problem}`,
    )
    const answer = await fetch(`${nginx.https}/pay/api/orders/1/charges`, { method: 'POST' })
    expect([answer.status, await answer.text()]).toEqual([status, problem])
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
  })

  test('nobody reads the page at an address of its own', async () => {
    const server = await startRawServer()
    const nginx = await nginxBefore(server.port)
    const answer = await fetch(`${nginx.https}/checkout-unavailable`)
    expect(answer.status).toBe(404)
  })
})
