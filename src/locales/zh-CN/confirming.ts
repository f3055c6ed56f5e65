import { contactMerchant } from './steps'

export const confirming = {
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
}
