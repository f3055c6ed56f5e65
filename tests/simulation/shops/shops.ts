/** Shops that are told: some take what comes, some fail, hang, answer late or lie. */
import type { Answer, Post } from '../../../server/notifications/post'
import { mix, unit } from '../world/chance'
import type { Life } from '../world/life'
import { Stream, type Odds } from '../world/faults'
import type { World } from '../world/world'

const natures = ['good', 'good', 'flaky', 'slow', 'dead', 'liar', 'gone'] as const
type Nature = (typeof natures)[number]

type ShopFault =
  | 'shop: request lost'
  | 'shop: answer lost'
  | 'shop: answers 500'
  | 'shop: hangs'
  | 'shop: answers late'
  | 'shop: redirects'
  | 'shop: took it and answers 500'
  | 'shop: wants no more'

const oddsOf: Readonly<Record<Nature, Odds<ShopFault>>> = {
  good: [['shop: answer lost', 0.02]],
  flaky: [
    ['shop: request lost', 0.15],
    ['shop: answer lost', 0.15],
    ['shop: answers 500', 0.2],
    ['shop: hangs', 0.1],
    ['shop: redirects', 0.05],
  ],
  slow: [
    ['shop: answers late', 0.7],
    ['shop: hangs', 0.2],
  ],
  dead: [['shop: request lost', 1]],
  liar: [
    ['shop: took it and answers 500', 0.4],
    ['shop: redirects', 0.2],
  ],
  gone: [['shop: wants no more', 0.2]],
}

/** In ms, as `server/notifications/post.ts` has it. */
const deadline = 10_000

const answered = (status: number): Answer => ({ status, error: null, answer: '' })
const silence: Answer = { status: null, error: 'timeout', answer: '' }

/** What a fault comes to: whether the shop has the notification, what the sender is told, and when. */
const courses: Readonly<
  Record<ShopFault, { readonly taken: boolean; readonly told: Answer; readonly after: number }>
> = {
  'shop: request lost': { taken: false, told: silence, after: deadline },
  'shop: answer lost': { taken: true, told: silence, after: deadline },
  'shop: answers 500': { taken: false, told: answered(500), after: 100 },
  'shop: hangs': { taken: false, told: silence, after: deadline },
  'shop: answers late': { taken: true, told: answered(204), after: 9_000 },
  'shop: redirects': { taken: false, told: answered(307), after: 50 },
  'shop: took it and answers 500': { taken: true, told: answered(500), after: 50 },
  'shop: wants no more': { taken: false, told: answered(410), after: 50 },
}

const mostShops = 4

/** Which shop an order is of follows from the seed and its number. */
export function shopOf(world: World, orderNo: string): string {
  return `https://shop.example.com/${mix(world.seed, hashOf(orderNo)) % mostShops}`
}

function natureOf(world: World, url: string): Nature {
  return natures[mix(world.seed, hashOf(url)) % natures.length] ?? 'good'
}

function hashOf(text: string): number {
  let hash = 7
  for (const letter of text) hash = mix(hash, letter.charCodeAt(0))
  return hash
}

export interface Shops {
  /** Told of what a shop has taken. */
  readonly taken: (url: string, notificationId: string, body: string) => void
}

/** What one process sends through. */
export function shopDoor(world: World, life: Life, shops: Shops): Post {
  const places = new Map<string, Stream>()
  return {
    send(url, headers, body) {
      const id = headers['webhook-id'] ?? ''
      const place = places.get(id) ?? new Stream(mix(hashOf(id), 77))
      places.set(id, place)
      const n = place.n++
      const fault = world.faults.draw(place.id, n, oddsOf[natureOf(world, url)])
      const chance = unit(mix(place.id, n))
      const cutOff = life.cutOffUntil > world.now
      const latency = world.calm ? 0 : 5 + chance * 400
      const usual = { taken: true, told: answered(204), after: latency }
      const lost = courses['shop: request lost']
      const { taken, told, after } = cutOff ? lost : fault ? courses[fault] : usual
      const { number } = life
      return new Promise((resolve) => {
        world.in(latency, () => {
          world.tell(() => `${life.name} tells ${url} of ${id}: ${fault ?? 'taken'}`)
          if (taken) shops.taken(url, id, body)
        })
        world.in(latency + after, () => {
          if (life.number === number) resolve(told)
        })
      })
    },
    close: () => Promise.resolve(),
  }
}
