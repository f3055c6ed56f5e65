import type { FaultValues } from '../faults'

/** How many faults are on; another system on the phone is none. */
export function countWrong(faults: FaultValues): number {
  return Object.entries(faults).filter(
    ([name, value]) => name !== 'platform' && Boolean(value) && value !== 'normal',
  ).length
}
