import type { Words } from '../zh-CN/dictionary'

export const elsewhere = {
  outside: {
    wechat: 'Scan the QR code with WeChat, or send yourself the link and open it there.',
    phone:
      'Copy the link, open WeChat, send it to yourself (File Transfer) and tap it there. Or save the QR code and scan it from your album in WeChat.',
    browser: 'Scan the QR code with WeChat and pay on your phone.',
    desktop: 'You cannot pay in WeChat for computers. Scan the QR code with WeChat on your phone.',
    wecom:
      'You cannot pay in WeCom. Scan the QR code with WeChat, or copy the link and open it there.',
    mini_program:
      'You cannot pay this way in a mini program. Copy the link and open it in a WeChat chat.',
  },
  watched: 'This page updates by itself once you have paid.',
  outsideMoney: 'You cannot pay here. No payment was started. You will not be charged.',
  nowhere: {
    what: 'There is nothing at this address.',
    money: 'Opening it does not charge you.',
    now: 'Please start again from the merchant’s menu or payment link.',
  },
  landedBefore: 'This link has already been used.',
} satisfies Partial<Words>
