/**
 * Whether a request comes from WeChat's own browser, which alone can sign in and open the pay sheet.
 * 企业微信 calls itself MicroMessenger too, but refuses an official account's sign-in.
 */
export function isWechat(userAgent: string | undefined): boolean {
  return /micromessenger/i.test(userAgent ?? '') && !/wxwork/i.test(userAgent ?? '')
}
