import { describe, expect, it } from 'vitest'
import { shrink } from './search/shrink'
import { storyOf } from './search/story'
import { live } from './world/live'

/** How many worlds `npm test` lives through; `npm run simulate` has no end of them. */
const seeds = 1_000

describe('the promises', () => {
  it.each([
    ['of Paymax alone', 'paymax'],
    ['of WeChat Pay alone', 'wechatpay'],
    ['of a merchant who moves from one to the other', 'both'],
  ] as const)(`hold in ${seeds} worlds %s, whatever breaks in them`, async (_, gateways) => {
    for (let seed = 1; seed <= seeds; seed += 1) {
      const life = await live(seed, { gateways })
      const story = life.violation && storyOf(await shrink(life))
      expect(story).toBeNull()
    }
  })
})

describe('a seed', () => {
  it('lives the same life each time', async () => {
    const [once, again] = [await live(7, { tell: true }), await live(7, { tell: true })]
    expect(once.world.story).toEqual(again.world.story)
    expect(once.world.story?.length).toBeGreaterThan(10)
  })
})
