import { createHash } from 'node:crypto'
import type { Session } from '../contract/session'
import type { CheckoutDeps } from './deps'
import { signIn } from '../login/sign-in'
import { type SignedIn } from '../login/exchange-once'
import { prepareCheckout } from './prepare'

/** What WeChat's redirect carried, and which browser it reached. */
export interface Landing {
  readonly state: string
  /** Missing where the payer refused. */
  readonly code: string | undefined
  /** The browser's own secret; undefined where it has none. */
  readonly browser: string | undefined
  readonly clientIp: string
}

export type LandingResult =
  | Extract<SignedIn, { refused: unknown }>
  | (Extract<SignedIn, { openid: unknown }> & { readonly checkout: Session['checkout'] | null })

/**
 * Signs the payer in and prepares the order or charge that they came for.
 * @param early before the page itself has asked: may create a charge, never closes another payer's
 */
export async function handleLanding(
  deps: CheckoutDeps,
  landing: Landing,
  early = false,
): Promise<LandingResult> {
  const { code, state, browser, clientIp } = landing
  const signedIn = await signIn(deps.login, { code, state }, browser)
  if ('refused' in signedIn) return signedIn
  const payer = { openid: signedIn.openid, clientIp, key: `landing-${state}`, early }
  return { ...signedIn, checkout: await prepareCheckout(deps, payer, signedIn.target) }
}

/** The prefetch key of a landing. It contains the browser's secret, so no other browser can claim the result. */
export function landingKey({ state, code, browser }: Landing): string {
  return keyOf([browser ?? '', state, code ?? ''])
}

/** The prefetch key of a signed-in payer opening an order. */
export function openingKey(openid: string, orderId: string): string {
  return keyOf([openid, orderId])
}

function keyOf(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url')
}
