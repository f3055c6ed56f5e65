import type { Clock } from '../clock'
import { randomHex } from '../random'
import type { Payer } from './payers'

export type Scope = 'snsapi_base' | 'snsapi_userinfo'

export interface Grant {
  payer: Payer
  scope: Scope
  snapshot: boolean
  grantedAt: number
  used: boolean
}

export interface Codes {
  grant: (payer: Payer, scope: Scope, snapshot: boolean) => string
  /** Uses the code up; returns an errcode where it is not valid. */
  redeem: (code: string) => Grant | 40029 | 40163
}

const goodFor = 300_000

export function createCodes(clock: Clock): Codes {
  const grants = new Map<string, Grant>()
  return {
    grant(payer, scope, snapshot) {
      const code = `0${randomHex(27)}00`
      grants.set(code, { payer, scope, snapshot, grantedAt: clock.now(), used: false })
      return code
    },
    redeem(code) {
      const grant = grants.get(code)
      if (!grant) return 40029
      if (grant.used) return 40163
      if (clock.now() - grant.grantedAt > goodFor) return 40029
      grant.used = true
      return grant
    },
  }
}
