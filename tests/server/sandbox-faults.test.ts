import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { gapAfter } from '../../mocks/sandbox/paymax/webhooks'
import { verify } from '../../mocks/sandbox/paymax/signature'
import { startSandbox } from '../../mocks/sandbox/sandbox'
import type { Sandbox } from '../../mocks/sandbox/sandbox'
import { anOrder, call } from './sandbox-line'

type Event = { data: Record<string, unknown>; notifyNo: string; timeCreated: number }

let sandbox: Sandbox
let heard: { event: Event; holds: boolean }[]
let acknowledgement: string

beforeEach(async () => {
  heard = []
  acknowledgement = 'success'
  sandbox = await startSandbox({
    webhookSpeed: 0,
    webhookUrl: (body, { sign = '' }) => {
      const holds = verify(Buffer.from(body), sign, sandbox.paymax.publicKey)
      heard.push({ event: JSON.parse(body) as Event, holds })
      return Promise.resolve({ status: holds ? 200 : 401, body: acknowledgement })
    },
  })
})
afterEach(() => sandbox.close())

async function aPaidCharge() {
  await call(sandbox, 'POST', '/v1/charges', anOrder(sandbox))
  const [charge] = sandbox.paymax.charges()
  if (!charge) throw new Error('no charge was made')
  return sandbox.paymax.pay(charge.id)
}

const statuses = () => heard.map(({ event }) => event.data['status'])

describe('webhooks', () => {
  test('keep the documented gaps', () => {
    const gaps = Array.from({ length: 16 }, (_, index) => gapAfter(index + 1) / 1000)
    expect(gaps[0]).toBe(2)
    expect(gaps[15]).toBe(65_536)
  })

  test('are given up after the seventeenth send', async () => {
    acknowledgement = 'ok'
    await aPaidCharge()
    for (let sends = 0; sends < 20; sends += 1) await sandbox.paymax.flushWebhooks()
    expect(heard).toHaveLength(17)
    expect(sandbox.paymax.webhooks()[0]?.state).toBe('given_up')
  })

  test('can be lost, and arrive after all once the line is mended', async () => {
    sandbox.faults.set({ webhook_lost: true })
    await aPaidCharge()
    await sandbox.paymax.flushWebhooks()
    expect(heard).toHaveLength(0)
    sandbox.faults.reset()
    await sandbox.paymax.flushWebhooks()
    expect(statuses()).toEqual(['SUCCEED'])
  })

  test('can come twice, the same event both times', async () => {
    sandbox.faults.set({ webhook_twice: true })
    await aPaidCharge()
    await sandbox.paymax.flushWebhooks()
    expect(heard).toHaveLength(2)
    expect(heard[0]?.event.notifyNo).toBe(heard[1]?.event.notifyNo)
  })

  test('can be forged for a charge that nobody paid', async () => {
    sandbox.faults.set({ webhook_forged: true })
    await call(sandbox, 'POST', '/v1/charges', anOrder(sandbox))
    await sandbox.paymax.flushWebhooks()
    expect(heard.map(({ holds }) => holds)).toEqual([false])
    expect(statuses()).toEqual(['SUCCEED'])
  })

  test('can be followed by an older one', async () => {
    sandbox.faults.set({ webhook_out_of_order: true })
    await aPaidCharge()
    await sandbox.paymax.flushWebhooks()
    expect(statuses()).toEqual(['SUCCEED', 'PROCESSING'])
    const [newer, older] = heard
    expect(older?.event.timeCreated).toBeLessThan(newer?.event.timeCreated ?? 0)
    expect(heard.every(({ holds }) => holds)).toBe(true)
  })

  test('can be as bare as the documentation’s sample', async () => {
    sandbox.faults.set({ bare_events: true })
    await aPaidCharge()
    await sandbox.paymax.flushWebhooks()
    expect(heard[0]?.event.data).not.toHaveProperty('app')
    expect(heard[0]?.event.data).not.toHaveProperty('channel')
  })
})

describe('the gateway', () => {
  test('can make the charge and lose the answer', async () => {
    sandbox.faults.set({ answer_lost: true })
    await expect(call(sandbox, 'POST', '/v1/charges', anOrder(sandbox))).rejects.toThrow()
    expect(sandbox.paymax.charges()).toHaveLength(1)
  })

  test('can refuse, be down, or answer with another key', async () => {
    const create = () => call(sandbox, 'POST', '/v1/charges', anOrder(sandbox))
    sandbox.faults.set({ gateway_refuses: 'CHANNEL_FREEZE' })
    expect((await create()).body['failure_code']).toBe('CHANNEL_FREEZE')
    sandbox.faults.set({ gateway_refuses: '', gateway_down: '503' })
    expect((await create()).status).toBe(503)
    sandbox.faults.set({ gateway_down: 'cut' })
    await expect(create()).rejects.toThrow()
    expect(sandbox.paymax.charges()).toHaveLength(0)
    sandbox.faults.set({ gateway_down: '', charge_fails: 'AMOUNT_NOT_ENOUGH' })
    expect((await create()).body).toMatchObject({
      status: 'FAILED',
      failure_code: 'AMOUNT_NOT_ENOUGH',
    })
  })

  test('can refuse to close a young charge, and lag behind the money', async () => {
    sandbox.faults.set({ close_refused: true, status_lag: 60 })
    const { body } = await call(sandbox, 'POST', '/v1/charges', anOrder(sandbox))
    const path = `/v1/charges/${String(body['id'])}`
    expect((await call(sandbox, 'GET', `${path}/close`)).body).toMatchObject({
      status: 'FAILED',
      failure_code: 'CHANNEL_CHARGE_CLOSE_FAILED',
    })
    sandbox.paymax.pay(String(body['id']))
    expect((await call(sandbox, 'GET', path)).body['status']).toBe('PROCESSING')
    sandbox.faults.reset()
    expect((await call(sandbox, 'GET', path)).body['status']).toBe('SUCCEED')
  })
})

describe('what was made and is denied', () => {
  const code = async (method: 'GET' | 'POST', path: string, body?: Record<string, unknown>) =>
    (await call(sandbox, method, path, body)).body['failure_code']

  test('is a charge with its refunds, to whoever asks for it', async () => {
    const path = `/v1/charges/${(await aPaidCharge()).id}`
    sandbox.faults.set({ denies: 'charge' })
    const denied = 'ORDER_NO_NOT_EXIST'
    expect(await code('GET', path)).toBe(denied)
    expect(await code('GET', `${path}/close`)).toBe(denied)
    expect(await code('POST', `${path}/refunds`, { description: '退' })).toBe(denied)
    expect(await code('GET', `${path}/refunds/re_1`)).toBe(denied)
  })

  test('is a refund alone, by choice', async () => {
    const path = `/v1/charges/${(await aPaidCharge()).id}`
    sandbox.faults.set({ denies: 'refund' })
    const made = await call(sandbox, 'POST', `${path}/refunds`, { description: '退' })
    expect(made.body['status']).toBe('PROCESSING')
    expect(await code('GET', `${path}/refunds/${String(made.body['id'])}`)).toBe(
      'ORDER_NO_NOT_EXIST',
    )
    expect(await code('GET', path)).toBeNull()
  })
})

test('sums can be written with a double’s noise, or as text with zeros at its end', async () => {
  const path = `/v1/charges/${(await aPaidCharge()).id}`
  await call(sandbox, 'POST', `${path}/refunds`, { description: '退', amount: 0.3 })
  sandbox.paymax.finishRefunds()
  sandbox.faults.set({ sums: 'noise' })
  expect((await call(sandbox, 'GET', path)).text).toMatch(/"amount_refunded":0\.30000000000000\d+,/)
  sandbox.faults.set({ sums: 'zeros' })
  expect((await call(sandbox, 'GET', path)).text).toContain('"amount_refunded":"0.300",')
})
