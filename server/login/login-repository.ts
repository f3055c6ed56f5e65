/** The login book port: which browser was sent to WeChat, what for, and what came back. */

export type LoginOutcome = 'payer' | 'snapshot' | 'code_invalid' | 'unavailable' | 'misconfigured'

export interface LoginRecord {
  readonly state: string
  /** Relative to PUBLIC_URL, checked when the login was started. */
  readonly target: string
  /** Hash of the browser's own secret and the AppID: a state is worth nothing in another browser, or under another. */
  readonly browserHash: string
  readonly createdAt: number
  /** Hash of the code it was used with; null while it is unused. */
  readonly codeHash: string | null
  readonly claimedAt: number | null
  readonly outcome: LoginOutcome | null
  readonly openid: string | null
  readonly exchangedAt: number | null
  /** From then on it may be forgotten as if it had never been. */
  readonly forgetAt: number
}

export interface LoginRepository {
  startLogin(
    login: Pick<LoginRecord, 'state' | 'target' | 'browserHash' | 'createdAt' | 'forgetAt'>,
  ): Promise<void>
  loginByState(state: string): Promise<LoginRecord | null>
  /**
   * Uses a state up with a code, unread, where it is this browser's, was begun after `begunAfter` (Unix ms),
   * and neither it nor the code was used before. One caller alone is given it, and exchanges the code.
   */
  claimOwn(claim: {
    readonly state: string
    readonly browserHash: string
    readonly codeHash: string
    readonly begunAfter: number
    readonly at: number
  }): Promise<LoginRecord | null>
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
    result: {
      readonly outcome: LoginOutcome
      readonly openid: string | null
      readonly at: number
      readonly forgetAt: number
    },
  ): Promise<void>
  /**
   * Who signed in before `before` (Unix ms): the login is no login any more, its target stays.
   * @returns how many, at most `limit`
   */
  forgetOpenids(before: number, limit: number): Promise<number>
  /** Logins whose time has come. @returns how many, at most `limit` */
  forgetLogins(now: number, limit: number): Promise<number>
  /**
   * Of the logins that are to be forgotten by `forgetBy`, the soonest, so that `keep` are left.
   * @returns how many, at most `limit`
   */
  forgetBeyond(keep: number, forgetBy: number, limit: number): Promise<number>
}
