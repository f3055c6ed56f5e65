/**
 * WeChat Pay's failure codes, call by call: what each comes to and our reason for it. A failure is not to be
 * taken for signed, so it never settles anything: «paid», «closed» and «exists» only lead to a query.
 * The spelling of a code varies with the page and its age: underscores do not count.
 */
import type { FailureReason } from '../../contract/failures'

export type Call = 'create' | 'query' | 'close' | 'refund' | 'query_refund' | 'other'

/**
 * `rejected`: a plain no, nothing was done. `denied`: it knows no such thing. `unavailable`: not accepted,
 * later may work. `lost`: it may have been done: the same bytes again, then a query. `exists`: the number is
 * there already. `paid`, `closed`: the order is said to be. `not_closed`: look, and try later.
 */
export type Outcome =
  'rejected' | 'denied' | 'unavailable' | 'lost' | 'exists' | 'paid' | 'closed' | 'not_closed'

export interface Meaning {
  readonly outcome: Outcome
  readonly reason: FailureReason
  /** The merchant's setup is wrong: somebody has to be told. */
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

/** Of the setup, whichever call they answer. Some come with 500 and are a plain no all the same. */
const setup = new Set([
  'APPIDMCHIDNOTMATCH',
  'MCHNOTEXISTS',
  'NOAUTH',
  'OPENIDMISMATCH',
  'SIGNERROR',
])

/** The merchant, the order or the amount may not do this now. */
const ruled = new Set(['RULELIMIT', 'TRADEERROR', 'ACCOUNTERROR'])
const tooOften = new Set(['FREQUENCYLIMITED', 'FREQUENCYLIMIT', 'RATELIMITEXCEEDED'])
const unknownThere = new Set(['ORDERNOTEXIST', 'RESOURCENOTEXISTS'])

/** What a repeat with other bytes, or a number that is taken, is told by; codes alone do not say it. */
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

/** A fault of theirs does not say how far it got, which matters where something is made. */
function undecided(call: Call): Meaning {
  const makes = call === 'create' || call === 'refund' || call === 'close'
  return leadsTo(makes ? 'lost' : 'unavailable', 'unavailable')
}
