import { anotherPays, loseNetwork, pass, sheetSays, tap, type ScreensOf } from '../screen'

type FindingOut =
  'confirming' | 'pending' | 'unpaid' | 'failed' | 'paid' | 'closed' | 'refunded' | 'money_back'

const pays = [tap('pay'), sheetSays('ok', true)] as const
const hopes = [tap('pay'), sheetSays('ok')] as const
const cancels = [tap('pay'), sheetSays('cancel')] as const
const fails = [tap('pay'), sheetSays('fail')] as const

/** The result of a payment. */
export const findingOut = {
  confirming: [
    {
      id: 'confirming',
      title: '正在确认结果',
      must: '在等结果；钱可能动了；别关',
      scenario: 'okWithoutMoney',
      acts: hopes,
    },
  ],
  pending: [
    {
      id: 'pending',
      title: '结果迟迟不来',
      must: '还不知道；别重复付；会自动更新',
      scenario: 'webhookNeverComes',
      acts: [...hopes, pass(10)],
    },
    {
      id: 'pending-offline',
      title: '等结果时断网',
      must: '网络不通；付了的钱不会丢；自动重试',
      scenario: 'okWithoutMoney',
      acts: [tap('pay'), loseNetwork, sheetSays('ok'), pass(10)],
    },
  ],
  unpaid: [
    {
      id: 'unpaid-cancelled',
      title: '取消支付',
      must: '没付成；没扣款、几点确认的；可以重付',
      scenario: 'cancelled',
      acts: cancels,
    },
    {
      id: 'unpaid-sheet-refused',
      title: '支付窗口拒绝打开',
      must: '没付成；没扣款；可以重付',
      scenario: 'sheetRefused',
      acts: fails,
    },
    {
      id: 'unpaid-sheet-denied',
      title: '这个页面打不开微信支付',
      must: '打不开；没扣款；重试没用，告诉商家',
      scenario: 'sheetRefused',
      acts: [tap('pay'), sheetSays('fail_no permission to execute')],
    },
    {
      id: 'unpaid-typed-by-hand',
      title: '手工输入成功地址',
      must: '还没付；可以付',
      scenario: 'result',
    },
  ],
  failed: [
    {
      id: 'failed-balance',
      title: '余额不足',
      must: '余额不足；没扣款；换方式',
      scenario: 'paymentFailed',
      acts: fails,
    },
    {
      id: 'failed-limit',
      title: '超出限额',
      must: '超限额；没扣款；换卡',
      scenario: 'limitExceeded',
      acts: fails,
    },
    {
      id: 'failed-bank',
      title: '银行没有受理',
      must: '银行不受理；没扣款；换方式',
      scenario: 'bankRefuses',
      acts: fails,
    },
    {
      id: 'failed-expired',
      title: '这次支付已过期',
      must: '过期；没扣款；重付',
      scenario: 'chargeExpires',
      acts: fails,
    },
    {
      id: 'failed-unknown',
      title: '没有说明原因',
      must: '失败；没扣款；重付',
      scenario: 'failsForNoReason',
      acts: fails,
    },
  ],
  paid: [
    { id: 'paid', title: '支付成功', must: '付了多少给谁；单号', scenario: 'happy', acts: pays },
    {
      id: 'paid-though-cancelled',
      like: 'paid',
      title: '微信说取消，钱已付',
      must: '付了多少给谁；单号',
      scenario: 'paidButReportedCancelled',
      acts: cancels,
    },
    {
      id: 'paid-though-unknown',
      like: 'paid',
      title: '微信给出看不懂的回答',
      must: '付了多少给谁；单号',
      scenario: 'unknownAnswer',
      acts: [tap('pay'), { verb: 'sheet', says: 'something_new:perhaps', pays: false }],
    },
    {
      id: 'paid-meanwhile',
      like: 'paid',
      title: '付款时发现已付',
      must: '已经付了；不用再付',
      scenario: 'paidElsewhere',
      acts: [anotherPays, tap('pay')],
    },
    {
      id: 'paid-before',
      title: '再次打开已付款的订单',
      must: '已经付了；不用再付',
      scenario: 'alreadyPaid',
    },
    {
      id: 'paid-return',
      title: '付款后返回商家',
      must: '付好了；怎么回商家',
      scenario: 'withReturnUrl',
    },
    {
      id: 'paid-by-another',
      title: '别人付清，自己也发起过',
      must: '别人付了；自己若也付了会退',
      scenario: 'paidByAnother',
    },
    {
      id: 'paid-refunding-part',
      title: '商家正在退一部分',
      must: '正在退多少；不用操作',
      scenario: 'merchantRefundsPart',
    },
    {
      id: 'paid-refunded-part',
      title: '商家退了一部分',
      must: '退了多少，剩多少；去哪里看',
      scenario: 'merchantRefundsPart',
      acts: [pass(4)],
    },
    {
      id: 'paid-refunded-part-before',
      title: '打开退过一部分的订单',
      must: '付过了；退了多少，剩多少',
      scenario: 'refundedPart',
    },
    {
      id: 'paid-refund-failed',
      title: '商家退款没有成功',
      must: '没退成；钱还在商家；联系商家',
      scenario: 'merchantRefundFails',
    },
  ],
  closed: [
    {
      id: 'closed-by-merchant',
      title: '商家关闭了订单',
      must: '不能付了；付了会退；重新下单',
      scenario: 'orderClosed',
    },
    {
      id: 'closed-expired',
      title: '订单已过期',
      must: '过期；付了不会丢；重新下单',
      scenario: 'expired',
    },
    {
      id: 'closed-meanwhile',
      title: '付款时订单关闭',
      must: '刚关闭；没动钱',
      scenario: 'closesMeanwhile',
      acts: [tap('pay')],
    },
  ],
  refunded: [
    {
      id: 'refunded',
      title: '已全额退款',
      must: '退了多少；退到哪里',
      scenario: 'refunded',
    },
  ],
  money_back: [
    {
      id: 'money-back-second-processing',
      title: '重复支付，正在退款',
      must: '多付一笔；自动退；不用操作',
      scenario: 'paidSecond',
    },
    {
      id: 'money-back-second-succeeded',
      title: '重复支付，已退款',
      must: '多付的已退；到哪里看',
      scenario: 'paidSecond',
      acts: [pass(4)],
    },
    {
      id: 'money-back-second-failed',
      title: '重复支付，退款没有成功',
      must: '还没退成；钱在商家那里；联系商家',
      scenario: 'paidSecondRefundFails',
    },
    {
      id: 'money-back-late-processing',
      title: '关闭后到账，正在退款',
      must: '订单已关；自动退；不用操作',
      scenario: 'paidLate',
    },
    {
      id: 'money-back-late-succeeded',
      title: '关闭后到账，已退款',
      must: '已退；到哪里看',
      scenario: 'paidLate',
      acts: [pass(4)],
    },
    {
      id: 'money-back-late-failed',
      title: '关闭后到账，退款没有成功',
      must: '还没退成；钱在商家那里；联系商家',
      scenario: 'paidLateRefundFails',
    },
  ],
} as const satisfies ScreensOf<FindingOut>
