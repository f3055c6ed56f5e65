import { contactMerchant, steps } from './steps'
import type { FailureWords } from '@/payment/failure'
import type { Explanation } from './explanation'

const noMoney = '这一步不会扣款。'
const notStarted = '没有发起支付，不会扣款。'
const noOrder = '没有创建订单，不会扣款。'
const asksWho = '确认身份不会扣款。'
const notThrough = '这一笔没有付出去。'
const nobodyTwice = '为避免重复付款，这次没有发起支付。'
const later = '请稍候片刻再试。'
const payAgain = '可以重新支付。'
const payOtherwise = '请换一种支付方式，重新支付。'

export const failures = {
  offline: {
    what: '网络连接不上',
    money: notStarted,
    now: '请检查网络后重试。',
  },
  backendDown: {
    what: '服务暂时没有响应',
    money: noMoney,
    now: later,
  },
  busy: {
    what: '操作太频繁了',
    money: noMoney,
    now: '请稍等一会儿再试。',
  },
  unexpected: {
    what: '出了点问题',
    money: noMoney,
    now: `请重试；如仍不行，请${contactMerchant}。`,
  },
  loginRequired: {
    what: '需要确认您的微信身份',
    money: asksWho,
    now: '请点下面的按钮确认身份，再继续付款。',
  },
  loginExpired: {
    what: '身份确认已失效',
    money: asksWho,
    now: '请重新确认身份，再继续付款。',
  },
  loginDenied: {
    what: '您没有同意授权',
    money: notStarted,
    now: '付款需要知道是哪个微信账号在付。如要继续，请重新确认身份并点“允许”。',
  },
  snapshot: {
    what: '当前是网页快照',
    money: '快照页里不能付款，不会扣款。',
    now: '请点屏幕下方的“使用完整服务”，再继续付款。',
  },
  wechatDown: {
    what: '微信暂时无法确认身份',
    money: notStarted,
    now: '请稍候片刻，再确认一次身份。',
  },
  wechatMisconfigured: {
    what: '商家的收银台没有设置好',
    money: notStarted,
    now: `请${contactMerchant}。商家改好后，再打开付款链接。`,
  },
  notFound: {
    what: steps.not_found,
    money: '打开这个页面不会扣款。',
    now: '请从商家重新打开付款链接。',
  },
  itemNotFound: {
    what: '这个商品已下架',
    money: noOrder,
    now: '请从商家菜单重新选择。',
  },
  openAmountOff: {
    what: '商家没有开通自助付款',
    money: noOrder,
    now: '请从商家发来的付款链接进入。',
  },
  amountOutOfRange: {
    what: '金额超出了范围',
    money: noOrder,
    now: '请修改金额后再试。',
  },
  justPaid: {
    what: steps.just_paid,
    money: '这次没有再付。',
    now: '请先确认是否要再付一次。',
  },
  orderPaid: {
    what: '这个订单已付款',
    money: '不会再次付款。',
    now: '无需再付。',
  },
  orderClosed: {
    what: steps.closed,
    money: '关闭的订单不能再付款。',
    now: '如仍需购买，请从商家重新下单。',
  },
  inProgress: {
    what: '这个订单正在支付中',
    money: nobodyTwice,
    now: '付好后本页会自动更新；如果没有付，倒计时结束后可以由您来付。',
  },
  held: {
    what: '这个订单可能已付款',
    money: nobodyTwice,
    now: `请${contactMerchant}。`,
  },
  gatewayRejected: {
    what: '支付机构没有受理',
    money: notStarted,
    now: `请重试；如仍不行，请${contactMerchant}。`,
  },
  gatewayUntrusted: {
    what: '暂时无法安全支付',
    money: '为安全起见没有发起支付，不会扣款。',
    now: `请稍后重试；如仍不行，请${contactMerchant}。`,
  },
  gatewayUnavailable: {
    what: '支付机构暂时没有响应',
    money: notStarted,
    now: later,
  },
  balance: {
    what: '余额不足',
    money: notThrough,
    now: payOtherwise,
  },
  limit: {
    what: '超出支付限额',
    money: notThrough,
    now: '请换一张银行卡，或联系银行后重新支付。',
  },
  bank: {
    what: '银行或微信支付没有受理',
    money: notThrough,
    now: payOtherwise,
  },
  expired: {
    what: '上次支付已超时',
    money: notThrough,
    now: payAgain,
  },
  paymentFailed: {
    what: '微信支付没有完成这一笔',
    money: notThrough,
    now: payAgain,
  },
} satisfies Record<FailureWords, Explanation>
