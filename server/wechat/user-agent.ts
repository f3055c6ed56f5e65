/** Classifies the user agent that opens a page, in the terms of the SPA's `Environment`. */
type Client = 'wechat' | 'desktop' | 'wecom' | 'mini_program' | 'phone' | 'browser'

const phone = /Android|iPhone|iPad|iPod|HarmonyOS|\bMobile\b/i
const desktop = /WindowsWechat|MacWechat|UnifiedPC|Windows NT/i

/**
 * Which WeChat a user agent belongs to, if any; used by the backend and the page, so that both agree. The
 * order of the tests matters: WeCom and desktop WeChat also contain MicroMessenger. Versions are not used:
 * HarmonyOS counts from 1.0 again, and desktop clients froze theirs.
 */
export function clientOf(userAgent: string): Client {
  if (/miniProgram/i.test(userAgent)) return 'mini_program'
  if (isWecom(userAgent)) return 'wecom'
  if (!isMicroMessenger(userAgent)) return phone.test(userAgent) ? 'phone' : 'browser'
  return desktop.test(userAgent) || isMac(userAgent) ? 'desktop' : 'wechat'
}

/** An iPad requests desktop pages and calls itself a Macintosh; `Mobile/` is what a Mac never sends. */
function isMac(userAgent: string): boolean {
  return /Macintosh/i.test(userAgent) && !/Mobile\//i.test(userAgent)
}

function isWecom(userAgent: string): boolean {
  return /wxwork/i.test(userAgent)
}

function isMicroMessenger(userAgent: string): boolean {
  return /MicroMessenger/i.test(userAgent)
}

/**
 * Whether a request comes from WeChat's own browser, the only one that can sign in and open the pay sheet.
 * 企业微信 also contains MicroMessenger, but refuses an official account's sign-in.
 */
export function isWechat(userAgent = ''): boolean {
  return isMicroMessenger(userAgent) && !isWecom(userAgent)
}

/**
 * Whether the pay sheet can open there, judged by the user agent. Only a hint: never refuse a payment because
 * of it.
 */
export function mayPay(userAgent = ''): boolean {
  return clientOf(userAgent) === 'wechat'
}
