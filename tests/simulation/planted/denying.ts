/** Mistakes about what the gateway made and then denies, and about sums that it writes oddly. */
import { changingRepository } from './change'
import type { Planted } from './planted'

const ends = [
  'every charge ends',
  'nothing stays due for ever',
  'an order whose charge is denied can be paid again',
]
const truth = [
  'a charge’s end is Paymax’s truth',
  'an order’s end is Paymax’s truth',
  'every refund ends',
  'what went back is what the repository says',
  'without webhooks and without a browser the status is right in time',
  'nobody reads «not charged» once Paymax knows of the money',
  'money that an order does not take goes back',
  'nothing stays due for ever',
]

export const denyingFaults: readonly Planted[] = [
  {
    name: 'a charge that is denied never ends',
    from: 500,
    shownBy: ends,
    deps: changingRepository((real, { met }) => ({
      endCharge(chargeId, to, end) {
        if (!end.incident) return real.endCharge(chargeId, to, end)
        met()
        return Promise.resolve(false)
      },
    })),
  },
  {
    name: 'a charge ends by the first denial',
    shownBy: ['a charge that is denied ends only once nobody can pay it', ...truth],
    deps: changingRepository((real, { met }) => ({
      async noteDenied(gatewayId, now) {
        const charge = await real.noteDenied(gatewayId, now)
        if (!charge) return charge
        met()
        return { ...charge, denials: 1_000, deniedSince: 0, expiresAt: 0 }
      },
    })),
  },
  {
    name: 'the end of a charge that is denied is told to nobody',
    shownBy: ['the merchant reads of a charge that is denied'],
    deps: changingRepository((real, { met }) => ({
      endCharge(chargeId, to, { incident, ...end }) {
        if (incident) met()
        return real.endCharge(chargeId, to, end)
      },
    })),
  },
  {
    name: 'a charge that ended as denied is not watched any more',
    shownBy: truth,
    deps: changingRepository((real, { backend, met }) => {
      const { incidents } = backend.surroundings.world.book
      return {
        scheduleCheck(chargeId, leaseUntil, nextCheckAt) {
          const isDenied = incidents.has(`charge_denied:${chargeId}`)
          if (isDenied && nextCheckAt !== null) met()
          return real.scheduleCheck(chargeId, leaseUntil, isDenied ? null : nextCheckAt)
        },
      }
    }),
  },
  {
    name: 'a refund that is denied is asked about for ever',
    shownBy: ['every refund ends', 'nothing stays due for ever'],
    deps: changingRepository((_real, { met }) => ({
      noteRefundDenied() {
        met()
        return Promise.resolve(null)
      },
    })),
  },
  {
    name: 'a sum that is written oddly is not read',
    shownBy: [...truth, 'a word that contradicts what we hold is kept'],
    sums: (met) => (written) => {
      if (/^\d+(\.\d{1,2})?$/.test(String(written))) return written
      met()
      return 'a sum'
    },
  },
  {
    name: 'a sum is read by cutting off what is below a fen',
    shownBy: truth,
    sums: (met) => (written) => {
      const read = Math.floor(Number(written) * 100) / 100
      if (Math.abs(read - Number(written)) > 0.001) met()
      return read
    },
  },
]
