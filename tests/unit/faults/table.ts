import { refusals, chargeEnds } from '../../../mocks/sandbox/fault-table/codes'
import * as screen from './rows'
import { row, type FaultRow } from './rows'

const passing = [
  'SYSTEM_ERROR',
  'CHANNEL_REQUEST_FAILED',
  'CHANNEL_SYSTEM_FAILURE',
  'CHANNEL_SERVICE_UNAVAILABLE',
]

function codes(groups: typeof refusals): string[] {
  return groups.flatMap(({ options }) => options.map(({ value }) => String(value))).filter(Boolean)
}

const without = (all: string[], some: string[]) => all.filter((code) => !some.includes(code))
const again = [...passing, 'ORDER_NO_DUPLICATE']

/** Every fault of the sandbox and where it leads, in the order of a payment. */
export const faultRows: readonly FaultRow[] = [
  row('platform', ['android', 'ios', 'ipad', 'harmony'], screen.paid),
  row(
    'platform',
    ['desktop'],
    screen.elsewhere('WeChat on a computer cannot pay', 'scan with a phone'),
  ),
  row(
    'platform',
    ['wxwork'],
    screen.elsewhere('WeCom cannot pay', 'scan, or copy the link to WeChat'),
  ),
  row(
    'platform',
    ['browser'],
    screen.elsewhere('a browser cannot pay', 'copy the link to WeChat, or scan'),
  ),
  row(
    'consent_refused',
    [true],
    screen.signIn((w) => w.failures.loginDenied.what, 'the payer did not consent'),
  ),
  row('snapshot_user', [true], {
    ...screen.signIn((w) => w.failures.snapshot.what, 'a snapshot page cannot pay'),
    now: 'tap WeChat’s «full service»',
  }),
  row(
    'wechat_api',
    ['down', '-1', '45011'],
    screen.signIn((w) => w.failures.wechatDown.what, 'WeChat does not answer'),
  ),
  row(
    'wechat_api',
    ['40029', '40163'],
    screen.signIn((w) => w.failures.loginExpired.what, 'what WeChat gave is used up'),
  ),
  row('wechat_api', ['40125', '40013', '40001', '41002', '41004'], screen.notSetUp),
  row('wechat_slow', [3000, 10_000], screen.paid),
  row('charge_fails', without(codes(chargeEnds), passing), screen.notAccepted),
  row('charge_fails', passing, screen.noAnswer),
  row('answer_lost', [true], screen.noAnswer),
  row(
    'bridge_answer',
    [
      'system:access_denied',
      'access_control:not_allowed',
      'getBrandWCPayRequest:fail_nosupport',
      'getBrandWCPayRequest:fail_no permission to execute',
    ],
    screen.denied,
  ),
  row('bridge_answer', ['fail_with_description'], screen.unpaid),
  row(
    'bridge_answer',
    ['pre_verify_jsapi:ok', 'stopMonitoringBeacons:ok', 'errMsg_only', 'full_width_colon'],
    screen.paid,
  ),
  row('bridge_ready', ['early', 'late'], screen.paid),
  row('bridge_ready', ['never'], screen.noWindow),
  row('pay_fails', ['AMOUNT_NOT_ENOUGH'], screen.failed('not enough money', 'pay another way')),
  row(
    'pay_fails',
    ['CHANNEL_LIMIT_EXCEEDED'],
    screen.failed('over a limit', 'another card, or ask the bank'),
  ),
  row(
    'pay_fails',
    ['CHANNEL_NONACCEPTANCE', 'CHANNEL_CHARGE_FAILED'],
    screen.failed('the bank or WeChat declined', 'pay another way'),
  ),
  row(
    'pay_fails',
    ['NEVER_HEARD_OF'],
    screen.failed(
      'WeChat did not complete it',
      'pay again',
      'what happened: nobody knows the reason',
    ),
  ),
  row('ok_without_money', [true], screen.pending),
  row('pay_reported_cancelled', [true], screen.paid),
  row('bridge_silent', [true], {
    ...screen.paid,
    now: 'nothing to do; up to 25 s the page still waits for WeChat',
  }),
  row('webhook_late', [true], screen.paid),
  row('webhook_lost', [true], screen.paid),
  row('webhook_twice', [true], screen.paid),
  row('webhook_forged', [true], screen.unpaid),
  row('webhook_out_of_order', [true], screen.paid),
  row('bare_events', [true], screen.paid),
  row('gateway_slow', [3000, 8000], screen.paid),
  row('gateway_slow', [30_000], screen.noAnswer),
  row('gateway_down', ['503', 'cut'], screen.noAnswer),
  row('gateway_refuses', without(codes(refusals), again), screen.notAccepted),
  row('gateway_refuses', again, screen.noAnswer),
  row('gateway_untrusted', [true], screen.untrusted),
  row('denies', ['charge'], screen.paid),
  row('denies', ['refund'], screen.refunded),
  row('sums', ['noise', 'zeros'], screen.paid),
  row('status_lag', [10, 60, 3600], screen.paid),
  row('close_refused', [true], screen.unpaid),
  row('refund_fails', [true], {
    ...screen.paid,
    happened: 'paid; the refund failed',
    money: 'yes; the refund has not gone back',
    now: 'ask the merchant',
  }),
  row('refund_answer_lost', [true], screen.refunded),
  row('shop_answers', ['500', 'hang', 'late', 'down', '410'], screen.paid),
]
