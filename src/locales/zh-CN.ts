import { earlyZhCN } from './early-zh-CN'
import { failures } from './zh-CN-failures'
import { contactMerchant, steps } from './zh-CN-steps'
import type { Environment, MoneyBack } from '@/payment/states'
import type { RefundStatus } from '@/payment/wire'

const outside = {
  wechat: '用微信扫一扫二维码，或把链接发到微信里打开。',
  phone:
    '请复制链接，打开微信，发给自己（文件传输助手），再点开付款。也可以保存二维码，用微信扫一扫从相册选取。',
  browser: '用微信扫一扫二维码，在手机上付款。',
  desktop: '电脑版微信不能付款。请用手机微信扫一扫二维码。',
  wecom: '企业微信里不能付款。请用微信扫一扫二维码，或复制链接到微信里打开。',
  mini_program: '小程序里不能这样付款。请复制链接，发到微信聊天里打开。',
} satisfies Record<Environment, string>

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

/** 简体中文. Any other language says the same things: see `words.ts`. */
export const zhCN = {
  ...earlyZhCN,
  language: 'zh-CN',
  steps,
  failures,
  outside,
  watched: '付好后本页会自动更新。',
  moneyBack,
  moneyBackNow,
  contactMerchant,
  merchantContact: {
    telephone: '商家电话：',
    wechat: '商家微信：',
    link: '商家网页：',
    unnamed: '可从您收到链接的消息或店铺找到商家。',
  },
  languageLabel: '语言',
  retry: '重试',
  signInAgain: '确认微信身份',
  payKey: earlyZhCN.pay,
  payOn: '继续支付',
  payAgain: '重新支付',
  paySecond: '再次支付',
  done: '完成',
  back: '返回商家',
  close: '关闭',
  closeByHand: '请点左上角关闭这个页面。',
  closeTab: '不再需要时，直接关闭这个页面即可。',
  copy: '复制',
  copyLink: '复制链接',
  copied: '已复制',
  copyByHand: '没能自动复制，请长按选取。',
  notCopied: '没能自动复制，请长按上面的链接复制。',
  openWeChat: '打开微信',
  checkNow: '立即查询',
  backToOrder: '还没有付款，返回订单',
  seePaid: '查看那一笔',
  merchant: '收款方',
  amount: '金额',
  paidAt: '支付时间',
  remark: '备注',
  remarkHint: '选填，最多 50 字',
  amountLabel: '付款金额（元）',
  amountHint: (min: string, max: string) => `单笔 ${min} 至 ${max}`,
  amountTooLow: (min: string) => `最少 ${min}`,
  amountTooHigh: (max: string) => `最多 ${max}`,
  unfinished: (amount: string) => `您有一笔未完成的付款 ${amount}`,
  takeUp: '继续这一笔',
  typeAmount: '输入其他金额',
  keypad: '数字键盘',
  deleteDigit: '删除',
  minutesLeft: (minutes: number) => `付款时间剩余不到 ${minutes} 分钟`,
  timeUp: '付款时间已到，正在核实订单状态…',
  resumed: '上次的支付没有完成，可以继续支付。',
  busy: '这个订单有一笔支付还没有结果。如果您已付款，请稍等，不要重复支付，本页会自动更新。',
  bridgeMissing: {
    money: '支付还没有开始，不会扣款。',
    now: '请重试；如仍不行，请关闭页面重新进入。',
  },
  confirming: {
    money: '结果出来前，请先不要重复付款。',
    now: '通常只要几秒钟。',
  },
  asking: '正在向支付机构核实…',
  pending: {
    money: '支付机构还没有给出结果，暂时不知道钱有没有付出。请先不要重复付款。',
    now: '结果出来后本页会自动更新。关掉页面也不要紧，重新打开付款链接就能看到。',
  },
  pendingTrouble: {
    money: '网络不通，暂时查不到结果。如果您已付款，钱不会丢。请先不要重复付款。',
    now: '正在自动重试，网络恢复后本页会自动更新。',
  },
  pendingBank: '如果银行已扣款而微信没有收到，银行通常会自动退回。',
  lastAsked: (time: string) => `最近一次查询：${time}`,
  notCharged: (time: string) => `未扣款（支付机构已于 ${time} 核实）。`,
  notPaidYet: '这个订单还没有付款。如果您已经付了，请稍等，不要重复付款，本页会自动更新。',
  unpaidNow: '订单还在，可以重新支付。',
  denied: {
    what: '这个页面打不开微信支付。',
    now: `再试通常也打不开，请${contactMerchant}。`,
  },
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
  justPaid: (amount: string, time: string) => `您在 ${time} 刚付过 ${amount}。`,
  justPaidNow: '请先看看那一笔。如果确实要再付一次，请点“再次支付”。',
  outsideMoney: '本页不能付款，没有发起支付，不会扣款。',
  retryIn: (clock: string) => `${clock} 后可以支付`,
  qrLabel: '付款链接的二维码',
  openCheckout: '打开收银台',
  nowhere: {
    what: '这个地址没有内容。',
    money: '打开它不会扣款。',
    now: '请从商家的菜单或付款链接重新进入。',
  },
  landedBefore: '这个链接已经用过。',
}
