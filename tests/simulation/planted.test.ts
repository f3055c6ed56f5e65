import { describe, expect, it } from 'vitest'
import { plantedFaults } from './planted/all'
import { live } from './world/live'

/** Every mistake has to show within this many worlds. */
const seeds = 1_500

async function firstShown(planted: (typeof plantedFaults)[number]): Promise<string | null> {
  for (let seed = 1; seed <= seeds; seed += 1) {
    const { violation } = await live(seed, { planted })
    if (violation) return violation.check
  }
  return null
}

describe('a planted mistake is found', () => {
  it.for(plantedFaults.map((planted) => [planted.name, planted] as const))(
    '%s',
    async ([, planted]) => {
      expect(planted.shownBy).toContain(await firstShown(planted))
    },
  )
})
