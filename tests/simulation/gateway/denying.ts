/** A gateway that has made something and then says that it knows no such thing, for a while or for ever. */
import { mix } from '../world/chance'
import type { World } from '../world/world'
import type { Charge } from './charge'

const second = 1_000
const minute = 60 * second

/** World time; the end is Infinity for ever. */
export interface Denial {
  readonly from: number
  readonly until: number
}

/** Whether, and from when until when, a charge that was just made will be denied. */
export function denialOfCharge(world: World, stream: { readonly id: number }): Denial | null {
  const { charges } = world.nature.denials
  const fault = world.faults.draw(mix(stream.id, 6), 0, [
    ['charge denied for a while', charges / 2],
    ['charge denied for ever', charges / 2],
  ])
  return fault && lasting(world, mix(stream.id, 6), fault === 'charge denied for ever')
}

/**
 * Of a refund: for ever is one that was never made, whatever the answer said. For a while its own query denies
 * it, and the list does not.
 */
export function denialOfRefund(world: World, stream: { readonly id: number }, n: number) {
  const { refunds } = world.nature.denials
  const place = mix(stream.id, 7)
  const fault = world.faults.draw(place, n, [
    ['refund denied for a while', refunds / 2],
    ['refund denied for ever', refunds / 2],
  ])
  return fault && lasting(world, mix(place, n), fault === 'refund denied for ever')
}

function lasting({ faults, now }: World, place: number, forEver: boolean): Denial {
  const [wait, length] = [faults.unit(place, 1), faults.unit(place, 2)]
  const from = now + wait * wait * 3 * minute
  return { from, until: forEver ? Infinity : from + length * length * 150 * minute }
}

export function isIn(denial: Denial | null, now: number): boolean {
  return denial !== null && now >= denial.from && now < denial.until
}

/** Once and again it cannot be told from one that was never made. */
export function isDeniedForGood({ denial }: Pick<Charge, 'denial'>): boolean {
  return denial?.until === Infinity
}

/** What became of its refunds may have been given up: their events alone tell. */
export function wasDenied({ denial, refunds }: Charge): boolean {
  return denial !== null || refunds.some((refund) => refund.denial !== null)
}
