import type { CheckoutOptions, OfferedItem } from '../server/contract/checkout'
import type { Order } from '../server/contract/orders'
import type { Payment, PaymentStatus } from '../server/contract/payment'
import type { ErrorCode } from '../server/contract/problems'
import type { RefundStatus } from '../server/contract/refunds'
import { coffeePicture } from './pictures'

/** One scenario of a payment: how everything behaves when a payer opens `at`. */
export interface Scenario {
  readonly title: string
  /** The address that is opened, relative to the payment directory. */
  readonly at: string
  readonly signedIn?: boolean
  /** MERCHANT_CONTACT, where it differs from the usual; empty where there is none. */
  readonly contact?: string
  readonly order?: Partial<Order>
  /** The ordered item's. */
  readonly picture?: string
  /** In seconds: from the opening of the page to the order's end. */
  readonly endsIn?: number
  readonly options?: CheckoutOptions['openAmount']
  readonly items?: readonly OfferedItem[]
  /** What this payer typed and did not pay. */
  readonly unfinished?: number
  /** Every call meets this. */
  readonly down?: 'network' | 'proxy' | 'portal' | ErrorCode
  /** The refusal of calls by name. */
  readonly refuses?: Partial<
    Record<'session' | 'order' | 'orders' | 'charges' | 'payment', ErrorCode>
  >
  /** The refused charge is of an order that may have been paid already. */
  readonly heldUntil?: string | null
  /**
   * The bridge's answer, whatever the payer does; `silence` is none at all, `missing` a WeChat whose bridge
   * never appears, `none` no WeChat.
   */
  readonly bridge?: string
  /** Whether money moves: as the payer decides, always, never, or only at the n-th query. */
  readonly money?: 'as_decided' | 'always' | 'never' | number
  /** Paymax's report on the last charge once the sheet has closed. */
  readonly afterwards?: { readonly status: PaymentStatus; readonly failure: Payment['failure'] }
  /** The charge that has paid, where it is not the one of this page's own sheet. */
  readonly paidBy?: string
  /** The payer's own money in each status query; the last one repeats. */
  readonly mine?: readonly Payment['mine'][]
  /** In ms: the delay of each answer. */
  readonly slowness?: number
}

export const orderId = 'Aq3_pX9-kT2vLm7RzYw1Hg'
export const chargeId = 'c9f3a1b7e5d24860'
const landing = 'oauth?code=081Kq4Ga1AbCd&state=5f1c9b7e3d'
const checkout = `checkout?order=${orderId}`
const paidAt = '2026-11-02T04:20:05.000Z'

/** Why a merchant refunds a part. */
const missing = '少了一杯'

/** Money paid for a charge, and the state of its refunds from one status query to the next. */
function paidInto(charge: string, reason: string, ...refunds: RefundStatus[]): Payment['mine'][] {
  const amount = reason === missing ? 1000 : 3800
  return refunds.map((status) => ({
    chargeId: charge,
    status: 'succeeded',
    refund: { status, reason, amount },
  }))
}

/** A charge that was made in another window. */
export const another = 'd0aa17c3b2e94f51'

const items = [
  {
    item: 'coffee',
    subject: '手冲咖啡 耶加雪菲',
    body: '大杯，热',
    amount: 3800,
    picture: coffeePicture,
  },
  { item: 'latte', subject: '拿铁', body: '拿铁', amount: 2200, picture: null },
]

export const scenarios = {
  happy: { title: '付款成功', at: landing },
  signedIn: { title: '已登录，直接打开订单', at: checkout },
  autoPay: {
    title: '自动打开支付',
    at: `${checkout}&auto=1`,
    order: { autoPay: true },
  },
  cancelled: {
    title: '取消支付',
    at: checkout,
    bridge: 'get_brand_wcpay_request:cancel',
    money: 'never',
  },
  okWithoutMoney: {
    title: '微信说成功，钱没到',
    at: checkout,
    bridge: 'get_brand_wcpay_request:ok',
    money: 'never',
  },
  paidButReportedCancelled: {
    title: '微信说取消，钱已付',
    at: checkout,
    bridge: 'get_brand_wcpay_request:cancel',
    money: 'always',
  },
  unknownAnswer: {
    title: '微信给出看不懂的回答',
    at: checkout,
    bridge: 'something_new:perhaps',
    money: 'always',
  },
  silentBridge: { title: '微信什么都不说', at: checkout, bridge: 'silence', money: 'as_decided' },
  sheetRefused: {
    title: '支付窗口拒绝打开',
    at: checkout,
    bridge: 'get_brand_wcpay_request:fail',
    money: 'never',
  },
  bridgeMissing: { title: '没有微信支付窗口', at: checkout, bridge: 'missing' },
  slow: { title: '网络慢', at: landing, slowness: 2500 },
  webhookNeverComes: { title: '结果迟迟不来', at: checkout, money: 12 },
  paymentFailed: {
    title: '余额不足',
    at: checkout,
    money: 'never',
    afterwards: { status: 'failed', failure: { code: 'balance', message: '余额不足' } },
  },
  limitExceeded: {
    title: '超出支付限额',
    at: checkout,
    money: 'never',
    afterwards: {
      status: 'failed',
      failure: { code: 'limit', message: '超限额' },
    },
  },
  bankRefuses: {
    title: '银行没有受理',
    at: checkout,
    money: 'never',
    afterwards: { status: 'failed', failure: { code: 'bank', message: '不受理' } },
  },
  chargeExpires: {
    title: '这次支付已过期',
    at: checkout,
    money: 'never',
    afterwards: { status: 'failed', failure: { code: 'expired', message: '已过期' } },
  },
  failsForNoReason: {
    title: '支付失败，没有说明原因',
    at: checkout,
    money: 'never',
    afterwards: { status: 'failed', failure: { code: 'unknown', message: '' } },
  },
  resumed: { title: '付到一半重新打开', at: checkout, order: { status: 'processing' } },
  alreadyPaid: { title: '再次打开已付款的订单', at: checkout, order: { status: 'paid', paidAt } },
  withReturnUrl: {
    title: '付款后返回商家',
    at: checkout,
    order: { status: 'paid', paidAt, returnUrl: 'https://shop.example.com/thanks?lang=zh' },
  },
  paidSecond: {
    title: '重复支付，自动退款',
    at: checkout,
    order: { status: 'paid', paidAt },
    mine: paidInto(another, 'double_success', 'processing', 'succeeded'),
  },
  paidSecondRefundFails: {
    title: '重复支付，退款没有成功',
    at: checkout,
    order: { status: 'paid', paidAt },
    mine: paidInto(another, 'double_success', 'failed'),
  },
  paidLate: {
    title: '订单关闭后才到账，自动退款',
    at: checkout,
    order: { status: 'closed' },
    mine: paidInto(chargeId, 'late_payment', 'processing', 'succeeded'),
  },
  paidLateRefundFails: {
    title: '订单关闭后才到账，退款没有成功',
    at: checkout,
    order: { status: 'closed' },
    mine: paidInto(chargeId, 'late_payment', 'failed'),
  },
  paidByAnother: {
    title: '别人付清了，自己也发起过支付',
    at: checkout,
    order: { status: 'paid', paidAt },
    mine: [{ chargeId: another, status: 'closed', refund: null }],
  },
  merchantRefundsPart: {
    title: '商家退还一部分',
    at: checkout,
    order: { status: 'paid', paidAt },
    mine: paidInto(chargeId, missing, 'processing', 'succeeded'),
  },
  refundedPart: {
    title: '打开退过一部分的订单，没有登录',
    at: checkout,
    order: { status: 'paid', paidAt, amountRefunded: 1000 },
    signedIn: false,
  },
  merchantRefundFails: {
    title: '商家退款没有成功',
    at: checkout,
    order: { status: 'paid', paidAt },
    mine: paidInto(chargeId, missing, 'failed'),
  },
  expiring: { title: '订单快要过期', at: checkout, endsIn: 90 },
  expired: { title: '订单已过期', at: checkout, endsIn: -60 },
  orderClosed: { title: '商家关闭了订单', at: checkout, order: { status: 'closed' } },
  closesMeanwhile: { title: '付款时订单关闭', at: checkout, refuses: { charges: 'order_closed' } },
  paidElsewhere: { title: '付款时发现已付', at: checkout, refuses: { charges: 'order_paid' } },
  refunded: {
    title: '已退款',
    at: checkout,
    order: { status: 'refunded', paidAt },
    mine: paidInto(chargeId, '门店已打烊', 'succeeded'),
  },
  notFound: { title: '订单不存在', at: checkout, refuses: { order: 'order_not_found' } },
  loginRequired: { title: '需要登录', at: checkout, signedIn: false },
  loginExpires: { title: '付款时登录过期', at: checkout, refuses: { charges: 'login_required' } },
  stateMismatch: {
    title: '登录状态不符',
    at: landing,
    refuses: { session: 'oauth_state_mismatch' },
  },
  codeUsed: { title: '登录码用过', at: landing, refuses: { session: 'oauth_code_invalid' } },
  denied: { title: '拒绝授权', at: 'oauth?state=5f1c9b7e3d', refuses: { session: 'oauth_denied' } },
  snapshot: { title: '网页快照', at: landing, refuses: { session: 'snapshot_user' } },
  wechatDown: { title: '微信登录故障', at: landing, refuses: { session: 'wechat_unavailable' } },
  wechatMisconfigured: {
    title: '商家的公众号没有设置好',
    at: landing,
    refuses: { session: 'wechat_misconfigured' },
  },
  gatewayRejected: {
    title: '支付机构拒绝',
    at: checkout,
    refuses: { charges: 'gateway_rejected' },
  },
  gatewayUnavailable: {
    title: '支付机构无响应',
    at: checkout,
    refuses: { charges: 'gateway_unavailable' },
  },
  untrusted: { title: '应答无法核实', at: checkout, refuses: { charges: 'gateway_untrusted' } },
  inProgress: { title: '别人正在付', at: checkout, refuses: { charges: 'charge_in_progress' } },
  held: {
    title: '可能已付过，明天核对清楚',
    at: checkout,
    endsIn: 3 * 24 * 3600,
    refuses: { charges: 'charge_in_progress' },
    heldUntil: '2026-11-03T03:00:00.000Z',
  },
  heldToItsEnd: {
    title: '可能已付过，订单先到期',
    at: checkout,
    refuses: { charges: 'charge_in_progress' },
    heldUntil: null,
  },
  tooOften: { title: '发起支付太多次', at: checkout, refuses: { charges: 'rate_limited' } },
  justPaid: { title: '刚刚付过一笔', at: 'checkout?item=coffee', refuses: { orders: 'just_paid' } },
  item: { title: '菜单商品', at: 'checkout?item=coffee', picture: coffeePicture },
  itemGone: {
    title: '商品已下架',
    at: 'checkout?item=coffee',
    refuses: { orders: 'item_not_found' },
  },
  openAmount: { title: '自己输入金额', at: 'checkout', options: { min: 1, max: 500000 } },
  catalog: { title: '选择商品', at: 'checkout', options: null, items },
  amountOrItem: {
    title: '输入金额或选择商品，还有一笔没付完',
    at: 'checkout',
    options: { min: 1, max: 500000 },
    items,
    unfinished: 3800,
  },
  openAmountLimited: {
    title: '自己输入金额，有上下限',
    at: 'checkout',
    options: { min: 500, max: 50000 },
  },
  openAmountOff: { title: '没有开通自助付款', at: 'checkout', options: null },
  amountRefused: {
    title: '金额被拒绝',
    at: 'checkout',
    options: { min: 1, max: 500000 },
    refuses: { orders: 'amount_out_of_range' },
  },
  offline: { title: '没有网络', at: checkout, down: 'network' },
  backendDown: { title: '服务故障', at: checkout, down: 'proxy' },
  rateLimited: { title: '太频繁', at: checkout, down: 'rate_limited' },
  unexpected: { title: '服务出错', at: checkout, down: 'internal_error' },
  contactByWechat: {
    title: '服务出错，商家留了微信',
    at: checkout,
    down: 'internal_error',
    contact: 'wechat:camellia_kefu',
  },
  contactByLink: {
    title: '服务出错，商家留了网页',
    at: checkout,
    down: 'internal_error',
    contact: 'https://kefu.example.com/camellia',
  },
  contactUnnamed: {
    title: '服务出错，商家没有留联系方式',
    at: checkout,
    down: 'internal_error',
    contact: '',
  },
  slowOrder: { title: '网络慢，直接打开订单', at: checkout, slowness: 2500 },
  slowItem: { title: '网络慢，菜单商品', at: 'checkout?item=coffee', slowness: 2500 },
  busy: { title: '打开时别人正在付', at: checkout, order: { status: 'processing' } },
  result: { title: '手工输入成功地址', at: `success?order=${orderId}` },
  nowhere: { title: '页面不存在', at: 'somewhere' },
  landedBefore: { title: '登录链接用过', at: 'oauth' },
  outside: { title: '不在微信里', at: checkout, bridge: 'none' },
} as const satisfies Record<string, Scenario>

export type ScenarioName = keyof typeof scenarios

export const scenarioNames = Object.keys(scenarios) as ScenarioName[]
