/** `api/docs` is there to be read in the demo and in development, and nowhere else. */
import { expect, onTestFinished, test } from 'vitest'
import { freePort } from '../../../mocks/sandbox/demo/ports'
import { startSandbox } from '../../../mocks/sandbox/sandbox'
import { openCheckout } from '../support/checkout'
import { codeOf } from '../support/phone'

test('the page of the API is the sandbox’s, and the backend has none', async () => {
  const { publicUrl, phone } = await openCheckout('embedded')
  const phonePort = await freePort()
  const shown = `http://127.0.0.1:${phonePort}/pay/`
  const sandbox = await startSandbox({
    phonePort,
    checkout: { publicUrl: shown, backendUrl: publicUrl.origin },
  })
  onTestFinished(() => sandbox.close())

  const answer = await fetch(`${shown}api/docs`)
  const html = await answer.text()
  expect(answer.status).toBe(200)
  expect(html).toContain('Refund a payment, in full or in part')
  expect(html).not.toMatch(/<(?:script|link)\b[^>]*(?:src|href)="https?:/)
  const policy = answer.headers.get('content-security-policy') ?? ''
  expect(policy).toMatch(/^default-src 'none';script-src 'sha256-/)
  expect(policy).not.toContain('connect-src')
  expect(codeOf(await phone().get('api/docs'))).toBe('404 not_found')
})
