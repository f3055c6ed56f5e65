import type { Config } from '../config/config'
import type { SignInDeps } from '../login/exchange-once'
import type { PaymentDeps } from '../payments/core/deps'

/** What preparing a checkout page needs. */
export interface CheckoutDeps {
  readonly config: Config
  readonly payments: PaymentDeps
  readonly login: SignInDeps
}
