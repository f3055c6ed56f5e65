/**
 * Whether a request comes from WeChat's own browser, which alone can sign in and open the pay sheet.
 * 企业微信 calls itself MicroMessenger too, but refuses an official account's sign-in.
 */
export function isWechat(userAgent: string | undefined): boolean {
  return /micromessenger/i.test(userAgent ?? '') && !/wxwork/i.test(userAgent ?? '')
}

/** The WeChats that sign in and yet have no pay sheet for an official account's page. */
const cannotPay = /WindowsWechat|MacWechat|UnifiedPC|Windows NT|Macintosh|miniProgram/i

/** Whether the pay sheet can open there, as far as the user agent tells: never to be refused by it. */
export function mayPay(userAgent: string | undefined): boolean {
  return isWechat(userAgent) && !cannotPay.test(userAgent ?? '')
}
