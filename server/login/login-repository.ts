/** The login repository port: which browser was sent to WeChat, for what, and the result. */

export type LoginOutcome = 'payer' | 'snapshot' | 'code_invalid' | 'unavailable' | 'misconfigured'

export interface LoginRecord {
  readonly state: string
  /** Relative to PUBLIC_URL, checked when the login was started. */
  readonly target: string
  /**
   * Hash of the browser's own secret and the AppID: a state is worthless in another browser or under another
   * AppID.
   */
  readonly browserHash: string
  readonly createdAt: number
  /** Hash of the code it was used with; null while it is unused. */
  readonly codeHash: string | null
  readonly claimedAt: number | null
  readonly outcome: LoginOutcome | null
  readonly openid: string | null
  readonly exchangedAt: number | null
  /** From this time on it may be deleted. */
  readonly forgetAt: number
}

export interface LoginRepository {
  startLogin(
    login: Pick<LoginRecord, 'state' | 'target' | 'browserHash' | 'createdAt' | 'forgetAt'>,
  ): Promise<void>
  loginByState(state: string): Promise<LoginRecord | null>
  /**
   * Uses up a state with a code, without reading it first, where it belongs to this browser, was started
   * after `begunAfter` (Unix ms), and neither it nor the code was used before. Returned to one caller only,
   * who exchanges the code.
   */
  claimOwn(claim: {
    readonly state: string
    readonly browserHash: string
    readonly codeHash: string
    readonly begunAfter: number
    readonly at: number
  }): Promise<LoginRecord | null>
  /**
   * Uses up a state with a code. One caller is answered `claimed` and exchanges the code; `code_used`: the
   * code was claimed under another state.
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
   * Ends logins made before `before` (Unix ms): the openid is dropped, the target stays.
   * @returns how many, at most `limit`
   */
  forgetOpenids(before: number, limit: number): Promise<number>
  /**
   * Deletes logins whose time has come.
   * @returns how many, at most `limit`
   */
  forgetLogins(now: number, limit: number): Promise<number>
  /**
   * Of the logins to be deleted by `forgetBy`, deletes the soonest, so that `keep` are left.
   * @returns how many, at most `limit`
   */
  forgetBeyond(keep: number, forgetBy: number, limit: number): Promise<number>
}
