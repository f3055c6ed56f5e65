import { contactMerchant } from './steps'
import type { Words } from '../zh-CN/dictionary'

const moneyBack: Words['moneyBack'] = {
  second: {
    title: {
      processing: '重複付款，正在退款',
      succeeded: '重複付款，已退款',
      failed: '重複付款，退款沒有成功',
    },
    why: '這筆訂單已經付過款了，您的這筆是重複付款。',
  },
  late: {
    title: {
      processing: '訂單已關閉，正在退款',
      succeeded: '訂單已關閉，已退款',
      failed: '訂單已關閉，退款沒有成功',
    },
    why: '您的款項入帳前，商家已經關閉了這筆訂單。',
  },
}

const moneyBackNow: Words['moneyBackNow'] = {
  processing: {
    money: (amount) => `${amount} 會自動退回您付款時使用的帳戶。`,
    now: '您不需要做任何操作，退款完成後，本頁會自動更新。',
  },
  succeeded: {
    money: (amount) => `${amount} 已退回您付款時使用的帳戶。`,
    now: '實際入帳時間依銀行作業為準，您不需要做任何操作。',
  },
  failed: {
    money: (amount) => `${amount} 還沒有退回，仍在商家那裡。`,
    now: `這次退款失敗已記錄在商家的訂單裡，請提供下方的訂單編號${contactMerchant}。`,
  },
}

export const result = {
  moneyBack,
  moneyBackNow,
  closed: {
    never: {
      money: '這筆訂單沒有發起過付款，不會扣款。',
      now: '如果要購買，請向商家重新下單。',
    },
    expired: {
      title: '訂單已逾期',
      money:
        '已超過付款時間，無法再付款。如果您已經付了，款項不會遺失：入帳後會視為付款，或自動退回。',
      now: '如果沒有付款，可以向商家重新下單；如果已經付了，請先不要重新下單，本頁會自動更新。',
    },
    merchant: {
      money: '商家關閉了這筆訂單，無法再付款。如果您已經付了，款項不會遺失：會自動退回。',
      now: '本頁會自動更新。如果還要購買，請向商家重新下單。',
    },
  },
  refundedNow: (amount) => `${amount} 已退回付款時使用的帳戶，實際入帳時間依銀行作業為準。`,
  paidUp: '訂單已付清',
  paidByAnother:
    '這筆訂單已由另一筆付款付清，您不用再付。如果您也付了，您那筆會自動退回，本頁會自動更新。',
  refundedPart: (refunded, left) => `已退款 ${refunded}，剩餘 ${left}`,
  merchantRefund: {
    processing: (amount) => `商家正在給您退款 ${amount}，退款完成後，本頁會自動更新。`,
    succeeded: (amount) =>
      `商家已將 ${amount} 退回您付款時使用的帳戶，實際入帳時間依銀行作業為準。`,
    failed: (amount) =>
      `商家給您的退款 ${amount} 沒有成功，款項還沒有退回。請提供下方的訂單編號${contactMerchant}。`,
  },
} satisfies Partial<Words>
