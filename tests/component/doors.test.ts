import { afterEach, describe, expect, test, vi } from 'vitest'
import { failureOf, type Failure } from '@/payment/failure'
import { isSignedIn } from '@/platform/answers'
import { createBareHttp } from '@/platform/bare-http'
import { createHttp } from '@/platform/http'
import { problemOf } from '../../mocks/handlers'
import type { ErrorCode } from '../../server/contract/problems'
import { fakeRequests, sentBy } from './fake-requests'

const directory = 'https://pay.example.com/pay/'

afterEach(() => vi.unstubAllGlobals())

describe.each([
  ['axios', createHttp],
  ['bare', createBareHttp],
])('the %s door to the backend', (door, open) => {
  const http = open(directory)

  /** What becomes of a question that is answered so. */
  async function answered(status: number, body: string, retryAfter?: string) {
    const sent = fakeRequests()
    const result = http.get('api/session', isSignedIn)
    const request = await sentBy(sent)
    request.answer(status, body, retryAfter)
    return result
  }

  async function refused(code: ErrorCode, retryAfter?: string): Promise<Failure> {
    const problem = problemOf(code)
    const result = await answered(problem.status, JSON.stringify(problem), retryAfter)
    if (result.ok) throw new Error('a problem was taken for an answer')
    return result.failure
  }

  test('sends what it is given, beside the page', async () => {
    const sent = fakeRequests()
    const headers = { 'Idempotency-Key': 'k' }
    const result = http.post('api/orders', { item: 'latte' }, isSignedIn, { headers })
    const request = await sentBy(sent)
    expect(request).toMatchObject({
      door,
      method: 'POST',
      url: `${directory}api/orders`,
      body: '{"item":"latte"}',
      timeout: 15_000,
      headers: {
        ...headers,
        Accept: 'application/json, application/problem+json',
        'Content-Type': 'application/json',
      },
    })
    request.answer(201, '{"signedIn":true}')
    expect(await result).toEqual({ ok: true, value: { signedIn: true } })
    expect(sent).toHaveLength(1)
  })

  test('says nothing of a body where it sends none, and waits for what it asks to be held back', async () => {
    const sent = fakeRequests()
    void http.get('api/orders/A/payment', isSignedIn, { wait: 25 })
    const request = await sentBy(sent)
    expect(request.url).toBe(`${directory}api/orders/A/payment?wait=25`)
    expect(request).toMatchObject({ method: 'GET', body: null, timeout: 40_000 })
    expect(request.headers).not.toHaveProperty('Content-Type')
  })

  test('tells no network from no answer', async () => {
    const sent = fakeRequests()
    const lost = http.get('api/session', isSignedIn)
    const first = await sentBy(sent)
    first.fail()
    const late = http.get('api/session', isSignedIn)
    const second = await sentBy(sent, 1)
    second.timeOut()
    expect(await Promise.all([lost, late])).toEqual([
      { ok: false, failure: failureOf('offline') },
      { ok: false, failure: failureOf('backend_down') },
    ])
  })

  test('calls off what nobody waits for any more, and tells nothing of it', async () => {
    const [sent, over, told] = [fakeRequests(), new AbortController(), vi.fn()]
    void http.get('api/session', isSignedIn, { signal: over.signal }).then(told)
    const request = await sentBy(sent)
    expect(request.aborted).toBe(false)
    over.abort()
    expect(request.aborted).toBe(true)
    // Another call has come and gone meanwhile.
    const next = http.get('api/session', isSignedIn)
    const second = await sentBy(sent, 1)
    second.answer(200, '{"signedIn":true}')
    await next
    expect(told).not.toHaveBeenCalled()
  })

  test('tells nothing of what ends because the page is being left', async () => {
    const [sent, told] = [fakeRequests(), vi.fn()]
    void http.get('api/session', isSignedIn).then(told)
    const request = await sentBy(sent)
    request.abort()
    const next = http.get('api/session', isSignedIn)
    const second = await sentBy(sent, 1)
    second.answer(200, '{"signedIn":true}')
    await next
    expect(told).not.toHaveBeenCalled()
  })

  test.each([
    '',
    '<h1>Wi-Fi</h1>',
    '{"signedIn":',
    'null',
    '{}',
    '{"signedIn":"yes"}',
    '"signedIn"',
  ])('takes %j with success for no answer', async (body) => {
    expect(await answered(200, body)).toEqual({ ok: false, failure: failureOf('unreadable') })
  })

  test.each([
    [502, '<h1>502 Bad Gateway</h1>', 'backend_down'],
    [500, '', 'backend_down'],
    [404, '{}', 'backend_down'],
    [429, 'slow down', 'rate_limited'],
    [500, '{"code":"something_new"}', 'internal_error'],
  ] as const)('reads a %i of %j, which is no problem of ours', async (status, body, code) => {
    expect(await answered(status, body)).toEqual({ ok: false, failure: failureOf(code) })
  })

  test('reads a problem with all that it brings along', async () => {
    const login = await refused('login_required')
    expect(login).toMatchObject({ code: 'login_required' })
    expect(login.authorizeUrl).toContain('api/oauth/authorize')
    expect(await refused('charge_in_progress', '45')).toMatchObject({ retryAfter: 45 })
    expect(await refused('rate_limited', 'soon')).toMatchObject({ retryAfter: null })
    expect(await refused('payload_too_large')).toEqual(failureOf('payload_too_large'))
    expect((await refused('just_paid')).justPaid).toMatchObject({ amount: 3800 })
    expect((await refused('forbidden_origin')).publicUrl).toBe('https://pay.example.com/pay/')
  })
})
