import type { PaymentEvent } from '@/payment/flow/events'
import { failureOf } from '@/payment/failure'
import type { Environment } from '@/payment/arriving-states'
import { readTarget } from '@/payment/page-target'
import type { Session } from '@/payment/wire'
import { isSession } from '@/platform/answers'
import type { LandingRequest } from '@/platform/browser'
import { readReply, type Result } from '@/platform/result'
import type { Tools } from '@/platform/tools'

interface SignIn {
  readonly landing: LandingRequest | null
  readonly environment: Environment
  /** 0: uses the reply to the request of the page's head; later tries send it anew. */
  readonly round: number
}

/** Exchanges WeChat's code for a session, and learns what the payer came for. */
export async function signIn(
  tools: Tools,
  { landing, environment, round }: SignIn,
): Promise<PaymentEvent> {
  const result = landing ? await trade(tools, landing, round) : spent
  if (!result.ok) {
    const restarts = Number(tools.storage.get('restarts') ?? 0)
    return { type: 'sign_in_failed', failure: result.failure, restarts }
  }
  const { to, checkout } = result.value
  const target = readTarget(to) ?? { kind: 'amount' }
  const { order = null, charge = null } = checkout ?? {}
  return { type: 'signed_in', target, order, charge, environment }
}

const spent: Result<Session> = { ok: false, failure: failureOf('oauth_code_invalid') }

async function trade(
  { http }: Tools,
  { code, state, reply }: LandingRequest,
  round: number,
): Promise<Result<Session>> {
  if (round === 0) return readReply(await reply, isSession)
  const body = code ? { code, state } : { state }
  return http.post('api/session', body, isSession, { asksOthers: true })
}
