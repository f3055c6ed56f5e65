import { createHash, timingSafeEqual } from 'node:crypto'
import type { ErrorCode } from '../contract/problems'
import type { Clock, Log } from '../payments/core/deps'
import type { ExchangeOutcome } from '../wechat/oauth'
import type { LoginBook, LoginRecord } from './login-book'
import { isStateOf, newState, stateLife } from './state'

const minute = 60_000
/** The same code again from the same browser gives the same login this long (WeChat delivers twice). */
const sameLoginFor = 5 * minute
/** Longer than the exchange's own deadline: after it, whoever claimed the code is gone. */
const exchangePatience = 15_000
/** What is not, or not yet, a login is kept this long: who comes back too late is still led to its target. */
export const unfinishedKept = 30 * minute
/** Which target a payer signed in for. */
const finishedKept = 30 * 24 * 60 * minute

export interface SignInDeps {
  readonly book: LoginBook
  readonly clock: Clock
  readonly random: (bytes: number) => Buffer
  /** The official account: a login belongs to it, as the openid does that comes of it. */
  readonly appId: string
  readonly exchange: (code: string) => Promise<ExchangeOutcome>
  readonly log: Log
  /** Told of each login that is started, so that those that never end do not pile up. */
  readonly started: (now: number) => Promise<void>
}

export type SignedIn =
  | { readonly openid: string; readonly loginAt: number; readonly target: string }
  | {
      readonly refused: Extract<ErrorCode, `oauth_${string}` | 'snapshot_user' | `wechat_${string}`>
      readonly target: string | null
    }

/** What older WeChats send in place of a code when the payer refuses; the newer ones send none. */
const olderRefusal = 'authdeny'

const hash = (text: string) => createHash('sha256').update(text).digest('hex')

/**
 * Notes that a browser is being sent to WeChat.
 * @returns the state
 */
export async function startLogin(
  deps: SignInDeps,
  target: string,
  browser: string,
): Promise<string> {
  const createdAt = deps.clock.now()
  const state = newState(browser, createdAt, deps.random)
  const forgetAt = createdAt + unfinishedKept
  await deps.book.startLogin({
    state,
    target,
    browserHash: browserHash(deps, browser),
    createdAt,
    forgetAt,
  })
  await deps.started(createdAt)
  return state
}

/**
 * Turns what WeChat's redirect brought into a login. A state is good once, in the browser it was made
 * for; a code is exchanged once, however many requests and processes it reaches.
 * @param landing `code` is missing where the payer refused
 */
export async function signIn(
  deps: SignInDeps,
  landing: { readonly state: string; readonly code: string | undefined },
  browser: string | undefined,
): Promise<SignedIn> {
  const login = await deps.book.loginByState(landing.state)
  if (!login) return { refused: 'oauth_state_mismatch', target: null }
  const { target } = login
  if (!isBound(deps, login, browser)) return { refused: 'oauth_state_mismatch', target }
  if (landing.code === undefined || landing.code === olderRefusal)
    return { refused: 'oauth_denied', target }
  const codeHash = hash(landing.code)
  if (login.codeHash !== null) return sameCodeAgain(deps, login, codeHash)
  if (deps.clock.now() - login.createdAt > stateLife) {
    return { refused: 'oauth_state_mismatch', target }
  }
  switch (await deps.book.claimLogin(login.state, codeHash, deps.clock.now())) {
    case 'claimed':
      return exchangeOnce(deps, login, landing.code)
    case 'code_used':
      return { refused: 'oauth_code_invalid', target }
    case 'taken':
      return sameCodeAgain(deps, await reload(deps, login), codeHash)
  }
}

/** What this browser was sent to WeChat for with a state; null where it was another browser, or nobody. */
export async function boundTarget(
  deps: Pick<SignInDeps, 'book' | 'clock' | 'appId'>,
  state: string,
  browser: string | undefined,
): Promise<string | null> {
  const isOurs = isStateOf(state, browser, deps.clock.now())
  const login = isOurs ? await deps.book.loginByState(state) : null
  return login && isBound(deps, login, browser) ? login.target : null
}

function isBound(
  deps: Pick<SignInDeps, 'appId'>,
  login: LoginRecord,
  browser: string | undefined,
): boolean {
  return browser !== undefined && sameHash(browserHash(deps, browser), login.browserHash)
}

/** Of the AppID as well: what was begun under another one, or came of it, is worth nothing. */
function browserHash({ appId }: Pick<SignInDeps, 'appId'>, browser: string): string {
  return hash(JSON.stringify([appId, browser]))
}

function sameHash(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
}

async function exchangeOnce(deps: SignInDeps, login: LoginRecord, code: string): Promise<SignedIn> {
  const exchanged = await deps.exchange(code)
  const openid = exchanged.outcome === 'payer' ? exchanged.openid : null
  const { outcome } = exchanged
  const at = deps.clock.now()
  const forgetAt = at + (openid === null ? unfinishedKept : finishedKept)
  await deps.book.finishLogin(login.state, { outcome, openid, at, forgetAt })
  return answer({ ...login, outcome, openid, exchangedAt: at })
}

async function sameCodeAgain(
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

async function reload(deps: SignInDeps, login: LoginRecord): Promise<LoginRecord> {
  return (await deps.book.loginByState(login.state)) ?? login
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
