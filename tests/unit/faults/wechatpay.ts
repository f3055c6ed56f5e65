import * as screen from './rows'
import { row, type FaultRow } from './rows'

const passing = [
  'SYSTEM_ERROR',
  'BANK_ERROR',
  'FREQUENCY_LIMITED',
  'OUT_TRADE_NO_USED',
  'ORDER_PAID',
  'ORDER_CLOSED',
]
const final = [
  ...['SIGN_ERROR', 'NO_AUTH', 'APPID_MCHID_NOT_MATCH', 'MCH_NOT_EXISTS', 'OPENID_MISMATCH'],
  ...['PARAM_ERROR', 'INVALID_REQUEST', 'ORDER_NOT_EXIST', 'RULE_LIMIT'],
  ...['TRADE_ERROR', 'ACCOUNT_ERROR', 'NOT_ENOUGH', 'USER_ACCOUNT_ABNORMAL', 'RESOURCE_NOT_EXISTS'],
]
const bends = ['unsigned', 'tampered', 'stranger', 'stale', 'unknown_serial']

/** The faults of WeChat Pay, where new charges are made there. */
export const wechatpayRows: readonly FaultRow[] = [
  row('wxpay_slow', [3000], screen.paid),
  row('wxpay_slow', [8000, 30_000], screen.noAnswer),
  row('wxpay_down', ['503', 'cut'], screen.noAnswer),
  row('wxpay_refuses', final, screen.notAccepted),
  row('wxpay_refuses', passing, screen.noAnswer),
  row('wxpay_old_codes', [true], screen.paid),
  row('wxpay_done_unsaid', ['cut', '500'], screen.noAnswer),
  row('wxpay_answers', bends, screen.untrusted),
  row('wxpay_answers', ['probe'], screen.paid),
  row('wxpay_lag', [10, 60, 3600], screen.paid),
  row('wxpay_notices', ['lost', 'late', 'twice', 'tag', ...bends, 'probe'], screen.paid),
  row('wxpay_notices_by_certificate', [true], screen.paid),
  row('wxpay_close_idle', [true], screen.unpaid),
  row('wxpay_coupon', [300], screen.paid),
  row('wxpay_refund_ends', ['CLOSED', 'ABNORMAL'], {
    ...screen.paid,
    happened: 'paid; the refund failed',
    money: 'yes; the refund has not gone back',
    now: 'ask the merchant',
  }),
]
