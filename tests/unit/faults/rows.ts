import type { FaultName, FaultValues } from '../../../mocks/sandbox/faults'
import type { Words } from '../../../src/locales/zh-CN/dictionary'

/** What a payer can answer from the screen that a fault leads to, as it was read off the running demo. */
export interface FaultRow {
  readonly fault: FaultName
  /** One kind of values ends on one screen. */
  readonly values: readonly FaultValues[FaultName][]
  readonly heading: (words: Words) => string
  readonly happened: string
  readonly money: string
  readonly now: string
  /** Which answer is not plain, and why; null where all three are. */
  readonly vague: string | null
}

type Ending = Omit<FaultRow, 'fault' | 'values'>

const ending = (
  heading: Ending['heading'],
  [happened, money, now]: readonly [string, string, string],
  vague: string | null = null,
): Ending => ({ heading, happened, money, now, vague })

export const paid = ending((w) => w.steps.paid, ['paid', 'yes, once', 'nothing to do'])

export const signIn = (heading: Ending['heading'], happened: string) =>
  ending(heading, [happened, 'no', 'sign in again'])

export const notSetUp = ending(
  (w) => w.failures.wechatMisconfigured.what,
  ['the merchant’s settings are wrong', 'no', 'tell the merchant'],
)

export const noAnswer = ending(
  (w) => w.failures.gatewayUnavailable.what,
  ['the provider did not answer', 'no', 'try again in a moment'],
)

export const notAccepted = ending(
  (w) => w.failures.gatewayRejected.what,
  ['the provider did not accept it', 'no', 'try again, else the merchant'],
  'what happened: the code’s own reason is not told before a sheet was opened',
)

export const untrusted = ending(
  (w) => w.failures.gatewayUntrusted.what,
  ['it is not safe to pay', 'no', 'try again later, else the merchant'],
)

export const denied = ending(
  (w) => w.steps.unpaid,
  ['this page cannot open WeChat Pay', 'no, asked at a time', 'tell the merchant'],
)

export const unpaid = ending(
  (w) => w.steps.unpaid,
  ['it was not completed', 'no, asked at a time', 'pay again'],
)

export const failed = (reason: string, now: string, vague: string | null = null) =>
  ending((w) => w.steps.failed, [reason, 'no', now], vague)

export const pending = ending(
  (w) => w.steps.pending,
  ['no result yet', 'not known yet, and says so', 'do not pay again; the page turns by itself'],
  'money: nobody knows it yet',
)

export const noWindow = ending(
  (w) => w.steps.bridge_missing,
  ['WeChat Pay did not open', 'no', 'try again, else open it anew'],
)

export const elsewhere = (happened: string, now: string) =>
  ending((w) => w.steps.outside, [happened, 'no', now])

export const refunded = ending(
  (w) => w.steps.paid,
  ['paid; the merchant refunded a part', 'yes; a part went back', 'nothing to do'],
)

export function row(fault: FaultName, values: FaultRow['values'], end: Ending): FaultRow {
  return { fault, values, ...end }
}
