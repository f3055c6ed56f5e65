import type { Message } from '../messages'
import { text } from '../text'
import { h } from './dom'
import { language, say } from './text'

const names = {
  phone: say(text('手机', '手機', 'Phone')),
  checkout: say(text('收银台', '收銀台', 'Checkout')),
  wechat: say(text('微信', '微信', 'WeChat')),
  paymax: 'Paymax',
  shop: say(text('商家', '商家', 'Shop')),
  wechatpay: say(text('微信支付', '微信支付', 'WeChat Pay')),
}

const signedWord = text('被签名的字符串', '被簽章的字串', 'The string that was signed')

/** A text as it is, under a title. */
export function block(title: string, body: string, name = ''): HTMLElement {
  return h('div', { class: `block ${name}` }, h('small', { text: title }), h('pre', { text: body }))
}

function mark(message: Message): HTMLElement | null {
  if (message.signatureHolds === null) return null
  return message.signatureHolds
    ? h('em', { class: 'good', text: say(text('签名有效', '簽章有效', 'signature holds')) })
    : h('em', { class: 'bad', text: say(text('签名无效', '簽章無效', 'signature fails')) })
}

function statusWord(message: Message): string {
  if (message.method === 'BRIDGE') return ''
  return message.status === null
    ? say(text('无回答', '沒有回答', 'no answer'))
    : String(message.status)
}

export function timeOf(at: number): string {
  return new Date(at).toLocaleTimeString(language, { hour12: false })
}

/** One message that passed: a line that explains it, and all of it for who opens it. */
export function messageEntry(message: Message): HTMLDetailsElement {
  const failed = message.method !== 'BRIDGE' && (message.status === null || message.status >= 400)
  const details = h('details', { class: failed ? 'message failed' : 'message' })
  const summary = h(
    'summary',
    {},
    h('time', { text: timeOf(message.at) }),
    h(
      'span',
      { class: 'route' },
      h('b', { class: `party ${message.from}`, text: names[message.from] }),
      '→',
      h('b', { class: `party ${message.to}`, text: names[message.to] }),
    ),
    h('code', { text: `${message.method} ${message.path}` }),
    mark(message),
    h('strong', { text: statusWord(message) }),
    h('p', { text: say(message.about) }),
  )
  details.append(summary)
  // Long bodies are laid out only when somebody wants to read them.
  details.addEventListener('toggle', () => {
    if (!details.open || details.childElementCount > 1) return
    const parts = [
      { title: text('请求', '請求', 'Request'), body: message.request, name: '' },
      { title: signedWord, body: message.signed ?? '', name: 'signed' },
      { title: text('回答', '回答', 'Answer'), body: message.response, name: '' },
    ]
    for (const { title, body, name } of parts) {
      if (body) details.append(block(say(title), body, name))
    }
  })
  return details
}
