/**
 * The `errcode` of WeChat's token address and what each means for a sign-in.
 * Source: WeChat's «网页授权» page and its list of global return codes.
 */

/** The code cannot be used; signing in again gives a new one. */
const codeInvalid = new Set([
  40029, // wrong, expired, garbled, or made for another appid
  40163, // already used: a double redirect, a reload, a shared address
  41008, // missing
  42003, // timed out
])

/** WeChat has limited the account. */
export const LIMITED = 50002

/** Our own configuration is wrong: neither a retry nor a new sign-in can help. */
export const misconfigured: ReadonlySet<number> = new Set([
  40001, // the secret or the credential is wrong
  40013, // the appid is wrong
  40125, // the secret is wrong
  41002, // the appid is missing
  41004, // the secret is missing
  LIMITED,
])

/** api unauthorized: the answer for a snapshot page's virtual account. */
const SNAPSHOT = 48001

/** 系统繁忙: «try again». Whether the code is used up is not documented. */
export const SYSTEM_BUSY = -1

/** The meaning of an errcode; an unknown one (also 45009, 45011: rate limits) may be temporary. */
export function meaningOf(
  errcode: number,
): 'code_invalid' | 'misconfigured' | 'snapshot' | 'unavailable' {
  if (codeInvalid.has(errcode)) return 'code_invalid'
  if (misconfigured.has(errcode)) return 'misconfigured'
  return errcode === SNAPSHOT ? 'snapshot' : 'unavailable'
}

const noAppId = 'set WECHAT_APP_ID to the AppID that the official account’s console shows'
const noSecret =
  'set WECHAT_APP_SECRET to this account’s; a reset in its console ends the one before at once'
const comesAgain = 'nothing, the payer confirms again; often: a proxy that drops cookies or repeats'
const passes = 'nothing, it passes'

const mends: Readonly<Record<number, string>> = {
  40013: noAppId,
  41002: noAppId,
  40001: noSecret,
  40125: noSecret,
  41004: noSecret,
  [LIMITED]: 'look in the official account’s console: WeChat has limited it and says why there',
  40029:
    'now and then nothing; where everybody meets it, WECHAT_APP_ID is not that of the authorise address',
  40163: comesAgain,
  41008: comesAgain,
  42003: comesAgain,
  [SNAPSHOT]: 'the payer taps 使用完整服务; with WECHAT_OAUTH_SCOPE=snsapi_base nobody meets it',
  [SYSTEM_BUSY]: passes,
  45009: passes,
  45011: passes,
}

/** What to do about an errcode, as a sentence for the log; null where nothing is known. */
export function remedyOf(errcode: number): string | null {
  return mends[errcode] ?? null
}
