/** Everything that can be made to go wrong; every name is a switch on the panel. */
export const noFaults = {
  /** The code with which the charge fails once the PIN has been entered. */
  pay_fails: '',
  pay_reported_cancelled: false,
  ok_without_money: false,
  bridge_answer: '',
  bridge_silent: false,
  bridge_ready: 'normal',
  platform: 'android',

  webhook_late: false,
  webhook_lost: false,
  webhook_twice: false,
  webhook_forged: false,
  webhook_out_of_order: false,
  bare_events: false,

  /** In ms: the delay of the gateway's answers. */
  gateway_slow: 0,
  gateway_down: '',
  gateway_refuses: '',
  gateway_untrusted: false,
  /** The create call answers 200 with a charge that has failed. */
  charge_fails: '',
  answer_lost: false,
  refund_answer_lost: false,
  refund_fails: false,
  close_refused: false,
  /** Paymax no longer knows a `charge` that it made, nor its refunds; or only its `refund`s. */
  denies: '',
  /** How amounts in yuan are written: as sums of doubles (`noise`), or as text with trailing `zeros`. */
  sums: '',
  /** In seconds: how long a query still says PROCESSING after the money has moved. */
  status_lag: 0,

  wechat_api: '',
  /** In ms: the delay of WeChat's API. */
  wechat_slow: 0,
  snapshot_user: false,
  consent_refused: false,

  /** How WeChat Pay's answers are falsified: `unsigned`, `stale` … */
  wxpay_answers: '',
  wxpay_refuses: '',
  /** A create, close or refund was done, but the answer is `cut` or a `500`. */
  wxpay_done_unsaid: '',
  wxpay_down: '',
  /** In ms: the delay of WeChat Pay's answers. */
  wxpay_slow: 0,
  /** In seconds: how long a query still says NOTPAY after the money has moved. */
  wxpay_lag: 0,
  /** In fen: the payer's coupon. The order's total stays as it was. */
  wxpay_coupon: 0,
  /** Codes as spelled on older pages. */
  wxpay_old_codes: false,
  /** A close answers 204 without closing anything. */
  wxpay_close_idle: false,
  /** What happens to webhooks: `lost`, `late`, `twice`, encrypted with a broken `tag`, or falsified like answers. */
  wxpay_notices: '',
  wxpay_notices_by_certificate: false,
  /** The state that refunds end in. */
  wxpay_refund_ends: '',

  /** How the shop answers a notification: a status, `hang`, `late` or `down`. */
  shop_answers: '',
}

export type FaultValues = typeof noFaults
export type FaultName = keyof FaultValues

export interface Faults {
  get: () => Readonly<FaultValues>
  set: (values: Partial<FaultValues>) => void
  reset: () => void
  subscribe: (listener: () => void) => () => void
}

export function createFaults(): Faults {
  let values = { ...noFaults }
  const listeners = new Set<() => void>()
  const tell = () => {
    for (const listener of listeners) listener()
  }
  return {
    get: () => values,
    set(changed) {
      values = { ...values, ...changed }
      tell()
    },
    reset() {
      values = { ...noFaults }
      tell()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Takes from an outside message only faults of the right type. */
export function readFaults(source: Record<string, unknown>): Partial<FaultValues> {
  const entries = Object.entries(source).filter(
    ([name, value]) => name in noFaults && typeof value === typeof noFaults[name as FaultName],
  )
  return Object.fromEntries(entries)
}
