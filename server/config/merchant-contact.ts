import { problem } from './variables/problem'
import { optional, type Environment } from './variables/variables'

/**
 * The contact that payers are shown: a telephone number as written, `wechat:ID`, or an https link.
 * @returns null where none is set: payers then read where else to find the merchant
 */
export function merchantContact(env: Environment): string | null {
  const text = optional(env, 'MERCHANT_CONTACT')
  if (text === undefined) return null
  const contact = telephone(text) ?? wechatId(text) ?? link(text)
  if (contact !== null) return contact
  throw problem(
    'MERCHANT_CONTACT',
    'set a telephone number (digits, spaces, + - and parentheses), wechat:ID, or a full https:// link.',
  )
}

function telephone(text: string): string | null {
  const digits = text.replace(/\D/g, '').length
  return /^[(+\d][\d ()+-]{2,31}$/.test(text) && digits >= 3 && digits <= 20 ? text : null
}

/** As WeChat allows them: a letter, then letters, digits, `-` and `_`, 6 to 20 characters in total. */
function wechatId(text: string): string | null {
  const [, id] = /^(?:wechat|微信):([a-z][\w-]{5,19})$/i.exec(text) ?? []
  return id === undefined ? null : `wechat:${id}`
}

function link(text: string): string | null {
  if (!/^https:\/\//i.test(text) || !URL.canParse(text)) return null
  const { href, username, password } = new URL(text)
  return href.length <= 300 && !username && !password ? href : null
}
