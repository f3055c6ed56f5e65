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

  /** Milliseconds before the gateway answers. */
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
  /** Paymax knows nothing any more of a `charge` that it made, nor of its refunds; or of its `refund`s alone. */
  denies: '',
  /** How sums of yuan are written: as doubles that were added up (`noise`), or as text with `zeros` at its end. */
  sums: '',
  /** Seconds for which a query still says PROCESSING after the money has moved. */
  status_lag: 0,

  wechat_api: '',
  /** Milliseconds before WeChat's API answers. */
  wechat_slow: 0,
  snapshot_user: false,
  consent_refused: false,

  /** How what WeChat Pay answers is bent: `unsigned`, `stale` … */
  wxpay_answers: '',
  wxpay_refuses: '',
  /** A create, close or refund that was done, and the answer `cut` or a `500`. */
  wxpay_done_unsaid: '',
  wxpay_down: '',
  /** Milliseconds before WeChat Pay answers. */
  wxpay_slow: 0,
  /** Seconds for which a query still says NOTPAY after the money has moved. */
  wxpay_lag: 0,
  /** In fen: what a coupon takes off for the payer. The order's total stays what it was. */
  wxpay_coupon: 0,
  /** Codes as older pages spell them. */
  wxpay_old_codes: false,
  /** A close answers 204 and closes nothing. */
  wxpay_close_idle: false,
  /** What becomes of notices on their way: `lost`, `late`, `twice`, a seal whose `tag` is broken, or bent like answers. */
  wxpay_notices: '',
  wxpay_notices_by_certificate: false,
  /** The state that refunds end in. */
  wxpay_refund_ends: '',

  /** What the shop does with a notification: a status, `hang`, `late` or `down`. */
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

/** Takes from an outside message only what is a fault of the right type. */
export function readFaults(source: Record<string, unknown>): Partial<FaultValues> {
  const entries = Object.entries(source).filter(
    ([name, value]) => name in noFaults && typeof value === typeof noFaults[name as FaultName],
  )
  return Object.fromEntries(entries)
}
