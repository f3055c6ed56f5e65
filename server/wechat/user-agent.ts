/** What a user agent says of whoever opens a page; the words are those of the SPA's `Environment`. */
type Client = 'wechat' | 'desktop' | 'wecom' | 'mini_program' | 'phone' | 'browser'

const phone = /Android|iPhone|iPad|iPod|HarmonyOS|\bMobile\b/i
const desktop = /WindowsWechat|MacWechat|UnifiedPC|Windows NT/i

/**
 * Says which WeChat a user agent belongs to, or that it is none; for the backend and for the page, so that
 * both say the same. The order matters: WeCom and desktop WeChat call themselves MicroMessenger too. Never
 * by version: HarmonyOS counts its own from 1.0, desktops froze theirs.
 */
export function clientOf(userAgent: string): Client {
  if (/miniProgram/i.test(userAgent)) return 'mini_program'
  if (isWecom(userAgent)) return 'wecom'
  if (!isMicroMessenger(userAgent)) return phone.test(userAgent) ? 'phone' : 'browser'
  return desktop.test(userAgent) || isMac(userAgent) ? 'desktop' : 'wechat'
}

/** An iPad asks for the pages of a Macintosh and calls itself one; `Mobile/` is what a Mac never says. */
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
 * Whether a request comes from WeChat's own browser, which alone can sign in and open the pay sheet.
 * 企业微信 calls itself MicroMessenger too, but refuses an official account's sign-in.
 */
export function isWechat(userAgent = ''): boolean {
  return isMicroMessenger(userAgent) && !isWecom(userAgent)
}

/** Whether the pay sheet can open there, as far as the user agent tells: never to be refused by it. */
export function mayPay(userAgent = ''): boolean {
  return clientOf(userAgent) === 'wechat'
}
