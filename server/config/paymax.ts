import type { KeyObject } from 'node:crypto'
import { gatewayUrl } from './addresses'
import { privateKey, publicKey } from './variables/keys'
import { readAll } from './variables/problem'
import { token, type Environment } from './variables/variables'

export interface PaymaxConfig {
  /** Without a `/` at its end. */
  readonly baseUrl: string
  readonly secretKey: string
  readonly app: string
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

export function paymax(env: Environment): PaymaxConfig {
  return readAll<PaymaxConfig>({
    baseUrl: () => gatewayUrl(env, 'PAYMAX_BASE_URL', 'https://www.paymax.cc/merchant-api'),
    secretKey: () => token(env, 'PAYMAX_SECRET_KEY', 'Set the Secret Key from Paymax’s console.'),
    app: () => token(env, 'PAYMAX_APP', 'Set the app key from Paymax’s console, app_….'),
    privateKey: () => privateKey(env, 'PAYMAX_PRIVATE_KEY'),
    publicKey: () => publicKey(env, 'PAYMAX_PUBLIC_KEY'),
  })
}
