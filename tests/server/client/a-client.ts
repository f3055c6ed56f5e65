import { createClient, type CheckoutClient, type Seams } from '@paymax-checkout/merchant'
import type { Checkout } from '../support/checkout'

export interface Heard {
  /** `METHOD path`, the path under `PUBLIC_URL`. */
  readonly call: string
  readonly headers: Headers
}

export interface HeardClient {
  readonly client: CheckoutClient
  /** What was sent, in its sequence. */
  readonly heard: readonly Heard[]
  /** How long was waited before each further try, in ms; no time passes. */
  readonly pauses: readonly number[]
}

type Fetch = Seams['fetch']

/** A client of a real backend. @param between what the network does with a request */
export function clientOf(
  { publicUrl, environment }: Pick<Checkout, 'publicUrl' | 'environment'>,
  between: (send: () => Promise<Response>, tries: number) => Promise<Response> = (send) => send(),
  timeout = 30_000,
): HeardClient {
  const heard: Heard[] = []
  const pauses: number[] = []
  const overTheLine: Fetch = (to, init = {}) => {
    const { pathname } = new URL(to instanceof Request ? to.url : to)
    const path = pathname.slice(publicUrl.pathname.length)
    heard.push({ call: `${init.method ?? 'GET'} ${path}`, headers: new Headers(init.headers) })
    return between(() => fetch(to, init), heard.length)
  }
  const client = createClient({
    publicUrl,
    apiKey: environment['MERCHANT_API_KEY'] ?? '',
    timeout,
    seams: {
      fetch: overTheLine,
      pause(ms) {
        pauses.push(ms)
        return Promise.resolve()
      },
      random: () => 0.5,
    },
  })
  return { client, heard, pauses }
}

/** All that a list has. */
export async function allOf<Item>(list: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = []
  for await (const item of list) all.push(item)
  return all
}

export const anOrder = {
  orderNo: 'A-1001',
  amount: 12_900,
  subject: '山茶会员年卡',
  body: '全年手冲第二杯半价',
}

/** What a call is refused with. @throws where it is not */
export async function refusalOf(call: Promise<unknown>): Promise<unknown> {
  try {
    await call
  } catch (error) {
    return error
  }
  throw new Error('The call was not refused.')
}
