import { http, HttpResponse, type HttpHandler } from 'msw'
import type { ErrorCode, Problem } from '../server/contract/problems'
import { orderId } from './scenarios'
import type { World } from './fake-backend'

type Call = 'session' | 'order' | 'orders' | 'charges' | 'payment' | 'other'
type Answer = () => HttpResponse<object>

export interface Pace {
  /** Before any answer: the delay of the scenario's network. */
  readonly delay: (ms: number) => Promise<void>
  /** Before the answer to a long poll. */
  readonly hold: (seconds: number) => Promise<void>
  /** Called with the body of each request for an order, and its idempotency key. */
  readonly onOrder?: (body: unknown, key: string | null) => void
}

/** The backend as the SPA sees it. */
export function handlersOf(world: World, { delay, hold, onOrder }: Pace): HttpHandler[] {
  const answer = async (call: Call, succeed: Answer) => {
    const { down, refuses = {}, slowness = 0 } = world.scenario
    if (slowness) await delay(slowness)
    if (down === 'network') return HttpResponse.error()
    if (down === 'proxy') return new HttpResponse('<h1>502 Bad Gateway</h1>', { status: 502 })
    if (down === 'portal') return new HttpResponse('<h1>Wi-Fi</h1>')
    const code = down ?? (call === 'other' ? undefined : refuses[call])
    if (!code) return succeed()
    const { heldUntil } = world.scenario
    return refusal(code, heldUntil === undefined ? {} : { heldUntil })
  }
  return [
    http.post('*/api/session', () => answer('session', () => created(world.session()))),
    http.get('*/api/session', () =>
      answer('other', () => HttpResponse.json({ signedIn: world.signedIn })),
    ),
    http.post('*/api/checkout', () =>
      answer('order', () => HttpResponse.json({ signedIn: world.signedIn, order: world.order() })),
    ),
    http.get('*/api/options', () => answer('other', () => HttpResponse.json(world.options()))),
    http.post('*/api/orders', async ({ request }) => {
      const body: unknown = await request.json()
      const key = request.headers.get('Idempotency-Key')
      onOrder?.(body, key)
      if (!key) return refusal('idempotency_key_required')
      const again = typeof body === 'object' && body !== null && 'again' in body
      return answer(again ? 'other' : 'orders', () => created(world.order()))
    }),
    http.get('*/api/orders/:orderId', () =>
      answer('order', () => HttpResponse.json(world.order())),
    ),
    http.post('*/api/orders/:orderId/charges', () =>
      answer('charges', () => created(world.createCharge())),
    ),
    http.get('*/api/orders/:orderId/payment', async ({ request }) => {
      const payment = world.payment()
      const open = payment.status === 'processing' || payment.status === 'unpaid'
      if (open) await hold(Number(new URL(request.url).searchParams.get('wait') ?? 0))
      return answer('payment', () => HttpResponse.json(payment))
    }),
  ]
}

function created(body: object): HttpResponse<object> {
  return HttpResponse.json(body, { status: 201 })
}

const statuses: Partial<Record<ErrorCode, number>> = {
  forbidden_origin: 403,
  oauth_state_mismatch: 403,
  oauth_code_invalid: 400,
  oauth_denied: 400,
  snapshot_user: 403,
  wechat_unavailable: 502,
  wechat_misconfigured: 502,
  login_required: 401,
  order_not_found: 404,
  item_not_found: 404,
  amount_out_of_range: 422,
  idempotency_key_required: 400,
  gateway_rejected: 502,
  gateway_untrusted: 502,
  gateway_unavailable: 503,
  rate_limited: 429,
  not_ready: 503,
  internal_error: 500,
}

const startsOver: readonly ErrorCode[] = [
  'oauth_state_mismatch',
  'oauth_code_invalid',
  'oauth_denied',
  'snapshot_user',
  'wechat_unavailable',
  'wechat_misconfigured',
  'login_required',
]

const pauses: Partial<Record<ErrorCode, string>> = { charge_in_progress: '45', rate_limited: '5' }

/** A problem document as the backend writes it. */
export function problemOf(code: ErrorCode): Problem {
  const status = statuses[code] ?? 409
  const authorizeUrl = `api/oauth/authorize?to=checkout%3Forder%3D${orderId}`
  return {
    type: `https://example.com/problems/${code}`,
    title: code,
    status,
    detail: code,
    code,
    ...(startsOver.includes(code) && { authorizeUrl }),
    ...(code === 'forbidden_origin' && { publicUrl: 'https://pay.example.com/pay/' }),
    ...(code === 'just_paid' && { orderId, amount: 3800, paidAt: '2026-11-02T04:20:05.000Z' }),
  }
}

function refusal(code: ErrorCode, extra: Partial<Problem> = {}): HttpResponse<object> {
  const problem = { ...problemOf(code), ...extra }
  const pause = pauses[code]
  return HttpResponse.json(problem, {
    status: problem.status,
    headers: {
      'Content-Type': 'application/problem+json',
      ...(pause && { 'Retry-After': pause }),
    },
  })
}
