/**
 * The `errcode` of WeChat's token address and what each means for a sign-in.
 * Source: WeChat's «网页授权» page and its list of global return codes.
 */

/** The code cannot be used: a fresh start gives another. */
const codeInvalid = new Set([
  40029, // wrong, expired, garbled, or made for another appid
  40163, // already used: a double redirect, a reload, a shared address
  41008, // missing
  42003, // timed out
])

/** Our own configuration is wrong: no retry and no fresh start can help. */
const misconfigured = new Set([
  40001, // the secret or the credential is wrong
  40013, // the appid is wrong
  40125, // the secret is wrong
  41002, // the appid is missing
  41004, // the secret is missing
])

/** api unauthorized: what a snapshot page's virtual account is answered. */
const SNAPSHOT = 48001

/** 系统繁忙: «try again». Whether it has used the code up, nobody says. */
export const SYSTEM_BUSY = -1

/** What an errcode means; one that is not known (nor 45009, 45011: rate limits) may pass by itself. */
export function meaningOf(
  errcode: number,
): 'code_invalid' | 'misconfigured' | 'snapshot' | 'unavailable' {
  if (codeInvalid.has(errcode)) return 'code_invalid'
  if (misconfigured.has(errcode)) return 'misconfigured'
  return errcode === SNAPSHOT ? 'snapshot' : 'unavailable'
}
