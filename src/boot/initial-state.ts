import type { State } from '@/payment/states'
import { readTarget } from '@/payment/target'
import type { LandingRequest } from '@/platform/browser'
import type { Storage } from '@/platform/storage'

/** Where a payment begins: what the address asks for, or what was going on before a reload. */
export function initialState(
  address: string,
  landing: LandingRequest | null,
  storage: Storage,
): State {
  const landed = /^oauth\/?($|\?)/.test(address)
  if (landed && landing) return { step: 'landing', round: 0 }
  // Back or reload of a landing whose code is spent: never again, but on to what it was for.
  const target = readTarget(landed ? (storage.get('address') ?? '') : address)
  return target ? { step: 'loading', target, round: 0 } : { step: 'nowhere', landed }
}
