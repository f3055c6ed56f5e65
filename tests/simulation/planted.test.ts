import { describe, expect, it } from 'vitest'
import { plantedFaults } from './planted/all'
import { changingGateway } from './planted/change'
import { complaintOf, lookFor } from './planted/verdict'

/** Every mistake has to show within this many worlds; nearly all do within a few hundred. */
const most = 12_000
/** Worlds in which a mistake is made before its not being shown says anything. */
const enough = 100

describe('a planted mistake is found', () => {
  it.for(plantedFaults.map((planted) => [planted.name, planted] as const))(
    '%s',
    async ([, planted]) => {
      expect(complaintOf(planted, await lookFor(planted, most), enough)).toBeNull()
    },
  )
})

describe('a mistake that is not found', () => {
  it('is told apart from one that was never made', async () => {
    const never = { name: 'nothing', shownBy: [] }
    const made = await lookFor(never, 20)
    expect(made).toEqual({ shownBy: null, worlds: 20, metIn: 0 })
    expect(complaintOf(never, made, 5)).toContain('in 0 of 20 worlds, and it takes 5')
  })

  it('is one that no check sees where it was made often enough', async () => {
    const harmless = {
      name: 'harmless',
      shownBy: [],
      deps: changingGateway((real, { met }) => ({
        createCharge(charge) {
          met()
          return real.createCharge(charge)
        },
      })),
    }
    const made = await lookFor(harmless, 20)
    expect(made.metIn).toBeGreaterThan(5)
    expect(complaintOf(harmless, made, 5)).toContain('a check that saw it sees it no longer')
  })

  it('is told where it broke something else, or was never made', () => {
    const planted = { name: 'some', shownBy: ['this'] }
    const shown = { shownBy: 'that', worlds: 3, metIn: 1 }
    expect(complaintOf(planted, shown, 5)).toContain('not known to break: that')
    expect(complaintOf(planted, { ...shown, shownBy: 'this', metIn: 0 }, 5)).toContain('never made')
    expect(complaintOf(planted, { ...shown, shownBy: 'this' }, 5)).toBeNull()
  })
})
