import { randomBytes } from 'node:crypto'
import { Value } from 'typebox/value'
import { notifications } from '../../../server/config/notifications'
import { NotificationBody } from '../../../server/contract/notifications'
import { createSign } from '../../../server/notifications/sign'
import { sandboxNotifySecret } from '../../sandbox/shop/secret'
import { ofShop, usualSandbox } from '../sandbox-address'
import { postOnce } from '../post-once'
import type { Wanted } from './arguments'
import { madeUpEvent } from './sample-order'
import { eventOfOrder, type OrderAddresses } from './existing-order'

interface Result {
  readonly exitCode: 0 | 1
  readonly out: string
  readonly error: string
}

type Environment = Readonly<Record<string, string | undefined>>

export function notSent(reason: string): Result {
  return { exitCode: 1, out: '', error: reason }
}

/** @throws ConfigError where the environment's secret or address is invalid */
export async function runTrigger(env: Environment, wanted: Wanted): Promise<Result> {
  const { url, secrets } = notifications({
    ...env,
    NOTIFY_SECRET: env['NOTIFY_SECRET'] || sandboxNotifySecret,
  })
  const to = wanted.to ?? url ?? ofShop(wanted.sandbox ?? usualSandbox, 'notifications')
  const now = Date.now()
  let event: NotificationBody
  try {
    event = await eventOf(env, wanted, now)
  } catch (error) {
    return notSent(error instanceof Error ? error.message : String(error))
  }
  if (!Value.Check(NotificationBody, event))
    return notSent('The notification does not match the contract.')
  const notificationId = `msg_${randomBytes(16).toString('hex')}`
  const body = JSON.stringify(event)
  const headers = {
    ...createSign(secrets)({ notificationId, body }, now),
    'content-type': 'application/json',
    'user-agent': 'Paymax-Checkout',
  }
  const said = await postOnce(to, headers, Buffer.from(body))
  const what = `${event.type} of ${event.data.orderNo} (${event.data.status}), ${notificationId}, to ${to}: ${said.word}`
  return said.taken ? { exitCode: 0, out: what, error: '' } : notSent(what)
}

async function eventOf(env: Environment, wanted: Wanted, now: number): Promise<NotificationBody> {
  const { type, orderNo } = wanted
  if (orderNo === null) return madeUpEvent(type, now)
  const { addresses, key } = whereToRead(env, wanted.sandbox, orderNo)
  const authorization: Record<string, string> = key ? { authorization: `Bearer ${key}` } : {}
  const read = async (address: string) => {
    const response = await fetch(address, { headers: authorization, redirect: 'error' })
    return { status: response.status, body: (await response.json().catch(() => null)) as unknown }
  }
  return eventOfOrder(type, addresses, read, now)
}

/** By the merchant API where there is a key, otherwise by the sandbox, which has a key of its own. */
function whereToRead(
  env: Environment,
  sandbox: string | null,
  orderNo: string,
): { addresses: OrderAddresses; key: string } {
  const { MERCHANT_API_KEY: keys = '', PUBLIC_URL: publicUrl = '' } = env
  const [key = ''] = keys.split(',')
  if (sandbox === null && key !== '' && publicUrl !== '') {
    const at = (path: string) => new URL(`api/merchant/${path}`, publicUrl).href
    const addresses = {
      order: at(`orders/${orderNo}`),
      told: at(`notifications?orderNo=${orderNo}`),
    }
    return { addresses, key: key.trim() }
  }
  const order = ofShop(sandbox ?? usualSandbox, `orders/${orderNo}`)
  return { addresses: { order, told: `${order}?told` }, key: '' }
}
