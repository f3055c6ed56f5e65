import { contactMerchant } from './steps'
import type { MoneyBack } from '@/payment/result-states'
import type { RefundStatus } from '@/payment/wire'

const moneyBack = {
  second: {
    title: {
      processing: '重复支付，正在退款',
      succeeded: '重复支付，已退款',
      failed: '重复支付，退款没有成功',
    },
    why: '这个订单已经付过款了，您的这一笔是多付的。',
  },
  late: {
    title: {
      processing: '订单已关闭，正在退款',
      succeeded: '订单已关闭，已退款',
      failed: '订单已关闭，退款没有成功',
    },
    why: '您的这笔付款到账时，商家已经关闭了这个订单。',
  },
} satisfies Record<MoneyBack['why'], { title: Record<RefundStatus, string>; why: string }>

const moneyBackNow = {
  processing: {
    money: (amount: string) => `${amount} 会自动原路退回您付款时用的账户。`,
    now: '您无需操作，退好后本页会自动更新。',
  },
  succeeded: {
    money: (amount: string) => `${amount} 已原路退回您付款时用的账户。`,
    now: '到账时间以银行为准，您无需操作。',
  },
  failed: {
    money: (amount: string) => `${amount} 还没有退回，仍在商家那里。`,
    now: `这次退款失败已记录在商家的订单里，请凭下面的订单号${contactMerchant}。`,
  },
} satisfies Record<RefundStatus, { money: (amount: string) => string; now: string }>

export const result = {
  moneyBack,
  moneyBackNow,
  closed: {
    never: {
      money: '这个订单没有发起过支付，不会扣款。',
      now: '如需购买，请从商家重新下单。',
    },
    expired: {
      title: '订单已过期',
      money:
        '付款时间已过，不能再付款。如果您已经付了，钱不会丢：到账后会算作付款，或自动原路退回。',
      now: '如果没有付款，可从商家重新下单；如果已经付了，请先不要重新下单，本页会自动更新。',
    },
    merchant: {
      money: '商家关闭了这个订单，不能再付款。如果您已经付了，钱不会丢：会自动原路退回。',
      now: '本页会自动更新。如仍需购买，请从商家重新下单。',
    },
  },
  refundedNow: (amount: string) => `${amount} 已原路退回付款时用的账户，到账时间以银行为准。`,
  paidUp: '订单已付清',
  paidByAnother:
    '这个订单已由另一笔付款付清，您不用再付。如果您也付了，您那笔会自动原路退回，本页会自动更新。',
  refundedPart: (refunded: string, left: string) => `已退款 ${refunded}，剩余 ${left}`,
  merchantRefund: {
    processing: (amount: string) => `商家正在给您退款 ${amount}，退好后本页会自动更新。`,
    succeeded: (amount: string) => `商家已把 ${amount} 退回您付款时用的账户，到账时间以银行为准。`,
    failed: (amount: string) =>
      `商家给您的退款 ${amount} 没有成功，钱还没有退回。请凭下面的订单号${contactMerchant}。`,
  },
}
