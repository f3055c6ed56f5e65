import type { ErrorCode } from '../contract/problems'
import type { Clock, Log } from '../payments/core/deps'
import type { ExchangeOutcome } from '../wechat/oauth'
import type { LoginRepository, LoginRecord } from './login-repository'
import { unfinishedKept, finishedKept, sameLoginFor } from './login-times'

/** In ms. Longer than the exchange's own timeout: afterwards, whoever claimed the code is gone. */
const exchangePatience = 15_000

export interface SignInDeps {
  readonly logins: LoginRepository
  readonly clock: Clock
  readonly random: (bytes: number) => Buffer
  /** The official account that logins belong to: an openid is valid for one account only. */
  readonly appId: string
  readonly exchange: (code: string) => Promise<ExchangeOutcome>
  readonly log: Log
  /** Called for each login that is started, so that unfinished ones do not pile up. */
  readonly started: (now: number) => Promise<void>
}

export type SignedIn =
  | { readonly openid: string; readonly loginAt: number; readonly target: string }
  | {
      readonly refused: Extract<ErrorCode, `oauth_${string}` | 'snapshot_user' | `wechat_${string}`>
      readonly target: string | null
    }

export async function exchangeOnce(
  deps: SignInDeps,
  login: LoginRecord,
  code: string,
): Promise<SignedIn> {
  const exchanged = await deps.exchange(code)
  const openid = exchanged.outcome === 'payer' ? exchanged.openid : null
  const { outcome } = exchanged
  const at = deps.clock.now()
  const forgetAt = at + (openid === null ? unfinishedKept : finishedKept)
  await deps.logins.finishLogin(login.state, { outcome, openid, at, forgetAt })
  return answer({ ...login, outcome, openid, exchangedAt: at })
}

export async function sameCodeAgain(
  deps: SignInDeps,
  login: LoginRecord,
  codeHash: string,
): Promise<SignedIn> {
  const { target } = login
  if (login.codeHash !== codeHash) return { refused: 'oauth_state_mismatch', target }
  let current = login
  while (current.outcome === null) {
    const claimedFor = deps.clock.now() - (current.claimedAt ?? 0)
    if (claimedFor > exchangePatience) return { refused: 'wechat_unavailable', target }
    await deps.clock.sleep(100)
    current = await reload(deps, current)
  }
  const age = deps.clock.now() - (current.exchangedAt ?? 0)
  return age > sameLoginFor ? { refused: 'oauth_code_invalid', target } : answer(current)
}

export async function reload(deps: SignInDeps, login: LoginRecord): Promise<LoginRecord> {
  return (await deps.logins.loginByState(login.state)) ?? login
}

function answer(login: LoginRecord): SignedIn {
  const { target, openid, exchangedAt } = login
  switch (login.outcome) {
    case 'payer':
      if (openid === null || exchangedAt === null) return { refused: 'oauth_code_invalid', target }
      return { openid, loginAt: exchangedAt, target }
    case 'snapshot':
      return { refused: 'snapshot_user', target }
    case 'code_invalid':
      return { refused: 'oauth_code_invalid', target }
    case 'misconfigured':
      return { refused: 'wechat_misconfigured', target }
    case 'unavailable':
    case null:
      return { refused: 'wechat_unavailable', target }
  }
}
