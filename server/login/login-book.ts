/** The login book port: which browser was sent to WeChat, what for, and what came back. */

export type LoginOutcome = 'payer' | 'snapshot' | 'code_invalid' | 'unavailable'

export interface LoginRecord {
  readonly state: string
  /** Relative to PUBLIC_URL, checked when the login was started. */
  readonly target: string
  /** Hash of the browser's own secret: a state is worth nothing in another browser. */
  readonly browserHash: string
  readonly createdAt: number
  /** Hash of the code it was used with; null while it is unused. */
  readonly codeHash: string | null
  readonly claimedAt: number | null
  readonly outcome: LoginOutcome | null
  readonly openid: string | null
  readonly exchangedAt: number | null
}

export interface LoginBook {
  startLogin(
    login: Pick<LoginRecord, 'state' | 'target' | 'browserHash' | 'createdAt'>,
  ): Promise<void>
  loginByState(state: string): Promise<LoginRecord | null>
  /**
   * Uses a state up with a code. One caller alone is told `claimed` and exchanges the code;
   * `code_used`: the code was claimed under another state.
   */
  claimLogin(
    state: string,
    codeHash: string,
    at: number,
  ): Promise<'claimed' | 'taken' | 'code_used'>
  finishLogin(
    state: string,
    result: { readonly outcome: LoginOutcome; readonly openid: string | null; readonly at: number },
  ): Promise<void>
  /** The login is forgotten early (its openid with it), its target weeks later. */
  forgetLogins(before: { readonly openids: number; readonly targets: number }): Promise<void>
}
