import { Webhook } from 'standardwebhooks'
import { listen, readBody, reply } from '../../mocks/sandbox/http'
import type { NotificationBody } from '../../server/contract/notifications'
import type { Dice } from './dice'
import type { Aim } from './instants'

/** One notification as it came to the shop's address, once for each try. */
export interface ToldShop {
  /** `webhook-id` */
  readonly id: string
  readonly at: number
  readonly text: string
  readonly body: NotificationBody
  /** Answered 2xx: only then the shop counts as told. */
  taken: boolean
}

/** The shop's own server: slow of mind, often down, and with a memory for everything that it was told. */
export interface Shop {
  readonly url: string
  readonly told: readonly ToldShop[]
  /** From now on it answers 2xx, always. */
  readonly takeEverything: () => void
  readonly close: () => Promise<void>
}

export const shopSecret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`

interface ShopOptions {
  readonly aim: Aim
  readonly dice: Dice
  readonly processes: number
  /** Told of what no shop should ever get. */
  readonly broken: (what: string) => void
}

export async function startShop({ aim, dice, processes, broken }: ShopOptions): Promise<Shop> {
  const told: ToldShop[] = []
  const webhook = new Webhook(shopSecret)
  let moody = true
  let turn = 0

  /** Which process sent it nobody can tell: of several, one after the other is taken for it. */
  function happened(instant: 'a notification came' | 'a notification was taken'): void {
    turn = (turn + 1) % processes
    aim.happened(instant, turn)
  }

  function read(headers: Record<string, unknown>, text: string): ToldShop | null {
    const [id, seconds, signature] = ['id', 'timestamp', 'signature'].map((name) =>
      String(headers[`webhook-${name}`]),
    )
    if (id === undefined || signature === undefined) return null
    // At the time that the sender says it is: its clock runs ahead in the end.
    const expected = webhook.sign(id, new Date(Number(seconds) * 1_000), text)
    if (!signature.split(' ').includes(expected)) return null
    const body = JSON.parse(text) as NotificationBody
    return { id, at: Date.now(), text, body, taken: false }
  }

  const listener = await listen(
    (request, response) => {
      response.on('error', () => undefined)
      void readBody(request)
        .then((bytes) => {
          const one = read(request.headers, bytes.toString())
          if (!one) {
            broken(`a notification does not verify: ${bytes.toString().slice(0, 200)}`)
            return reply(response, 401, {}, '')
          }
          told.push(one)
          happened('a notification came')
          if (moody && dice.chance(0.1)) return void response.destroy()
          if (moody && dice.chance(0.15)) return reply(response, 503, {}, '')
          one.taken = true
          response.once('finish', () => happened('a notification was taken'))
          reply(response, 204, {}, '')
        })
        .catch(() => response.destroy())
    },
    0,
    '127.0.0.1',
  )
  return {
    url: `http://127.0.0.1:${listener.port}/told`,
    told,
    takeEverything: () => {
      moody = false
    },
    close: listener.close,
  }
}
