import type { Failure } from './failure'
import type { Poll } from './poll'
import type { Target } from './page-target'
import type { KnownOrder } from './timed-order'

/**
 * Which WeChat this is, if any (`phone`: another browser on a phone, `browser`: any other): only `wechat` can
 * open the pay sheet.
 */
export type Environment = 'wechat' | 'desktop' | 'wecom' | 'mini_program' | 'phone' | 'browser'

export type Landing = { readonly step: 'landing'; readonly round: number }

export type LandingFailed = { readonly step: 'landing_failed'; readonly failure: Failure }

export type Leaving = {
  readonly step: 'leaving'
  readonly url: string
  readonly target: Target | null
}

export type Loading = { readonly step: 'loading'; readonly target: Target; readonly round: number }

export type LoadFailed = {
  readonly step: 'load_failed'
  readonly target: Target
  readonly failure: Failure
}

export type Outside = {
  readonly step: 'outside'
  readonly environment: Environment
  readonly target: Target
  readonly order: KnownOrder | null
  readonly poll: Poll
}

export type Nowhere = { readonly step: 'nowhere'; readonly landed: boolean }

export type NotFound = { readonly step: 'not_found'; readonly orderId: string }
