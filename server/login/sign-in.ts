import { createHash, timingSafeEqual } from 'node:crypto'
import type { LoginRecord } from './login-repository'
import { unfinishedKept } from './login-times'
import { isStateOf, newState, stateLife } from './state'
import {
  sameCodeAgain,
  exchangeOnce,
  reload,
  type SignInDeps,
  type SignedIn,
} from './exchange-once'

/** Sent by older WeChat versions in place of a code when the payer refuses; newer ones send none. */
const olderRefusal = 'authdeny'

const hash = (text: string) => createHash('sha256').update(text).digest('hex')

/**
 * Records that a browser is being sent to WeChat.
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
  await deps.logins.startLogin({
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
 * Turns WeChat's redirect into a login. A state can be used once, in the browser it was made for. A code is
 * exchanged once, however many requests and processes receive it.
 * @param landing `code` is missing where the payer refused
 */
export async function signIn(
  deps: SignInDeps,
  landing: { readonly state: string; readonly code: string | undefined },
  browser: string | undefined,
): Promise<SignedIn> {
  // Usually everything is in order: then nothing has to be read first.
  const own = await claimOwn(deps, landing, browser)
  if (own && landing.code !== undefined) return exchangeOnce(deps, own, landing.code)
  const login = await deps.logins.loginByState(landing.state)
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
  switch (await deps.logins.claimLogin(login.state, codeHash, deps.clock.now())) {
    case 'claimed':
      return exchangeOnce(deps, login, landing.code)
    case 'code_used':
      return { refused: 'oauth_code_invalid', target }
    case 'taken':
      return sameCodeAgain(deps, await reload(deps, login), codeHash)
  }
}

async function claimOwn(
  deps: SignInDeps,
  { state, code }: { readonly state: string; readonly code: string | undefined },
  browser: string | undefined,
): Promise<LoginRecord | null> {
  if (code === undefined || code === olderRefusal || browser === undefined) return null
  const at = deps.clock.now()
  return deps.logins.claimOwn({
    state,
    browserHash: browserHash(deps, browser),
    codeHash: hash(code),
    // A login that has reached exactly its maximum age is still valid.
    begunAfter: at - stateLife - 1,
    at,
  })
}

/** What this browser was sent to WeChat for with a state; null where the state is another browser's or unknown. */
export async function boundTarget(
  deps: Pick<SignInDeps, 'logins' | 'clock' | 'appId'>,
  state: string,
  browser: string | undefined,
): Promise<string | null> {
  const isOurs = isStateOf(state, browser, deps.clock.now())
  const login = isOurs ? await deps.logins.loginByState(state) : null
  return login && isBound(deps, login, browser) ? login.target : null
}

function isBound(
  deps: Pick<SignInDeps, 'appId'>,
  login: LoginRecord,
  browser: string | undefined,
): boolean {
  return browser !== undefined && sameHash(browserHash(deps, browser), login.browserHash)
}

/** Includes the AppID: a login made under another one is worthless. */
function browserHash({ appId }: Pick<SignInDeps, 'appId'>, browser: string): string {
  return hash(JSON.stringify([appId, browser]))
}

function sameHash(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
}
