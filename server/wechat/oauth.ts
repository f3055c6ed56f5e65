/** WeChat's «网页授权»: where a payer is sent to sign in, and the exchange of a code for an openid. */
import { createHttpClient } from '../runtime/http-client'
import { SYSTEM_BUSY, meaningOf } from './errcodes'
import { readToken, type TokenAnswer } from './token'

export interface WechatOptions {
  readonly appId: string
  readonly appSecret: string
  readonly scope: 'snsapi_base' | 'snsapi_userinfo'
  /** `https://open.weixin.qq.com` */
  readonly openUrl: string
  /** `https://api.weixin.qq.com` */
  readonly apiUrl: string
  /** In ms, for a whole exchange including its retry. */
  readonly deadline?: number
}

/** `detail` is for the log: WeChat's `rid` or the network's message; never a secret. */
export type ExchangeOutcome =
  | { readonly outcome: 'payer'; readonly openid: string }
  /** A snapshot page's virtual account: its openid belongs to nobody and must not be stored. */
  | { readonly outcome: 'snapshot' }
  /** Used, expired or wrong: a new sign-in gives another. */
  | { readonly outcome: 'code_invalid'; readonly errcode: number; readonly detail: string }
  /** No answer (`errcode` is null), or a failure that may be temporary. */
  | {
      readonly outcome: 'unavailable'
      readonly errcode: number | null
      readonly detail: string
    }
  /** The appid or its secret is wrong: log an error, do not retry. */
  | { readonly outcome: 'misconfigured'; readonly errcode: number; readonly detail: string }

export interface WechatOauth {
  /**
   * @param redirectUri absolute, on the authorised domain; not encoded yet
   * @param state letters and digits, at most 128
   */
  authorizeUrl(redirectUri: string, state: string): string
  /** Never throws because of WeChat or the network. The access token is not read. */
  exchange(code: string): Promise<ExchangeOutcome>
  /** Lets exchanges under way finish, then closes the connections. */
  close(): Promise<void>
}

export function createWechatOauth(options: WechatOptions): WechatOauth {
  const { appId, appSecret, scope, deadline = 8_000 } = options
  const connections = createHttpClient({ connect: { timeout: 3_000 } })

  async function exchange(code: string): Promise<ExchangeOutcome> {
    const query = { appid: appId, secret: appSecret, code, grant_type: 'authorization_code' }
    const url = `${options.apiUrl}/sns/oauth2/access_token?${String(new URLSearchParams(query))}`
    const signal = AbortSignal.timeout(deadline)
    let answer = await readToken(url, { connections, signal })
    // Retried once where WeChat is busy or the connection broke. If the first try used up the code, the
    // answer is 40163, and a new (silent) sign-in is what the payer needs anyway.
    if (mayPass(answer) && !signal.aborted) answer = await readToken(url, { connections, signal })
    return outcomeOf(answer, [appSecret, code])
  }

  return {
    authorizeUrl: (redirectUri, state) =>
      // WeChat matches this text against a pattern: the order of parameters is fixed, the fragment required.
      `${options.openUrl}/connect/oauth2/authorize?appid=${encodeURIComponent(appId)}` +
      `&redirect_uri=${encodeURIComponent(redirectUri)}&response_type=code&scope=${scope}` +
      `&state=${encodeURIComponent(state)}#wechat_redirect`,
    exchange,
    close: connections.close,
  }
}

function mayPass(answer: TokenAnswer) {
  return answer.kind === 'broken' || (answer.kind === 'error' && answer.errcode === SYSTEM_BUSY)
}

function outcomeOf(answer: TokenAnswer, secrets: readonly string[]): ExchangeOutcome {
  if (answer.kind === 'payer') return { outcome: 'payer', openid: answer.openid }
  if (answer.kind === 'snapshot') return { outcome: 'snapshot' }
  const detail = secrets.reduce((text, secret) => text.replaceAll(secret, '…'), answer.detail)
  if (answer.kind !== 'error') return { outcome: 'unavailable', errcode: null, detail }
  const { errcode } = answer
  const outcome = meaningOf(errcode)
  return outcome === 'snapshot' ? { outcome } : { outcome, errcode, detail }
}
