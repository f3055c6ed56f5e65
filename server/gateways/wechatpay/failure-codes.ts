/**
 * WeChat Pay's failure codes, call by call: the outcome of each, and our reason for it. A failure is not
 * signed, so it never decides how a payment ended: «paid», «closed» and «exists» only lead to a query. Codes
 * are spelled differently on different pages: underscores are ignored.
 */
import type { FailureReason } from '../../contract/failures'

export type Call = 'create' | 'query' | 'close' | 'refund' | 'query_refund' | 'other'

/**
 * `rejected`: a clear refusal, nothing was done. `denied`: not found there. `unavailable`: not accepted,
 * later may work. `lost`: it may have been done; repeat with the same bytes, then query. `exists`: the number
 * exists already. `paid`, `closed`: reported state of the order. `not_closed`: query, and try later.
 */
export type Outcome =
  'rejected' | 'denied' | 'unavailable' | 'lost' | 'exists' | 'paid' | 'closed' | 'not_closed'

export interface Meaning {
  readonly outcome: Outcome
  readonly reason: FailureReason
  /** The merchant's setup is wrong: log an error. */
  readonly alarm: boolean
}

export interface Said {
  readonly status: number
  readonly code: string
  readonly message: string
}

const isNo = (reason: FailureReason, alarm = false): Meaning => ({
  outcome: 'rejected',
  reason,
  alarm,
})
const leadsTo = (outcome: Outcome, reason: FailureReason): Meaning => ({
  outcome,
  reason,
  alarm: false,
})

/** Errors in the merchant's setup, whatever the call. Some come with HTTP 500 and are still a clear refusal. */
const setup = new Set([
  'APPIDMCHIDNOTMATCH',
  'MCHNOTEXISTS',
  'NOAUTH',
  'OPENIDMISMATCH',
  'SIGNERROR',
])

/** The merchant, the order or the amount is not allowed to do this now. */
const ruled = new Set(['RULELIMIT', 'TRADEERROR', 'ACCOUNTERROR'])
const tooOften = new Set(['FREQUENCYLIMITED', 'FREQUENCYLIMIT', 'RATELIMITEXCEEDED'])
const unknownThere = new Set(['ORDERNOTEXIST', 'RESOURCENOTEXISTS'])

/** Messages that identify a repeat with other bytes, or a number already in use; the code alone does not. */
const repeated = /重入|201\s*商户订单号重复|商户订单号重复|re-?entry/i

export function meaningOf(call: Call, said: Said): Meaning {
  const code = said.code.replaceAll('_', '').toUpperCase()
  if (setup.has(code)) return isNo('refused', true)
  if (code === 'ORDERPAID') return paid(call)
  if (code === 'ORDERCLOSED')
    return call === 'refund' ? isNo('refused') : leadsTo('closed', 'expired')
  if (call === 'create' && numberExists(code, said.message)) return leadsTo('exists', 'unanswered')
  if (unknownThere.has(code))
    return call === 'create' ? isNo('unknown') : leadsTo('denied', 'denied')
  if (code === 'USERPAYING' && call === 'close') return leadsTo('not_closed', 'unavailable')
  if (ruled.has(code)) return ruledOut(call)
  if (code === 'NOTENOUGH') return isNo('balance')
  if (code === 'USERACCOUNTABNORMAL') return isNo('refund_failed')
  if (said.status === 429 || tooOften.has(code)) return leadsTo('unavailable', 'unavailable')
  if (said.status >= 500 || said.status === 202) return undecided(call)
  return isNo(code === 'PARAMERROR' || code === 'INVALIDREQUEST' ? 'refused' : 'unknown')
}

function numberExists(code: string, message: string) {
  return code === 'OUTTRADENOUSED' || (code === 'INVALIDREQUEST' && repeated.test(message))
}

function paid(call: Call): Meaning {
  return call === 'create' || call === 'close' ? leadsTo('paid', 'refused') : isNo('refused')
}

function ruledOut(call: Call): Meaning {
  if (call === 'close') return leadsTo('not_closed', 'unavailable')
  return call === 'query' || call === 'query_refund'
    ? leadsTo('unavailable', 'unavailable')
    : isNo('refused')
}

/** An internal error does not say how far the request got, which matters where something is created. */
function undecided(call: Call): Meaning {
  const makes = call === 'create' || call === 'refund' || call === 'close'
  return leadsTo(makes ? 'lost' : 'unavailable', 'unavailable')
}
