import type { State } from '@/payment/states'
import { readTarget } from '@/payment/page-target'
import type { LandingRequest } from '@/platform/browser'
import type { Storage } from '@/platform/storage'

/** The first state of a payment: what the address asks for, or what was under way before a reload. */
export function initialState(
  address: string,
  landing: LandingRequest | null,
  storage: Storage,
): State {
  const landed = /^oauth\/?($|\?)/.test(address)
  if (landed && landing) return { step: 'landing', round: 0 }
  // A reload of a landing whose code was used, or going back to it: not again, but on to its target.
  const target = readTarget(landed ? (storage.get('address') ?? '') : address)
  return target ? { step: 'loading', target, round: 0 } : { step: 'nowhere', landed }
}
