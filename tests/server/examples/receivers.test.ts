/** The receivers in PHP and Java take what the reference library signs, and nothing else. */
import { Webhook } from 'standardwebhooks'
import { describe, expect, test } from 'vitest'
import { hasProgram } from '../../set-up/machine'
import { openCheckout } from '../support/checkout'
import { startReceiver, type Language } from './program'

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const next = `whsec_${Buffer.alloc(24, 9).toString('base64')}`

/** There, a missing program fails its tests; on a person's machine they are left out. */
const inContinuousIntegration = !['', 'false'].includes(process.env['CI'] ?? '')

/** Java runs a source file only with its compiler. */
const programs: Readonly<Record<Language, string>> = { php: 'php', java: 'javac' }

interface News {
  readonly id?: string
  readonly sequence?: number
  readonly status?: string
  /** How long ago it was signed, in seconds. */
  readonly age?: number
  readonly signedWith?: readonly string[]
  readonly altered?: (body: string) => string
}

/** Signs as the backend does, and sends. @returns the answer's status */
async function tell(url: string, news: News): Promise<number> {
  const { id = 'msg_1', sequence = 1, status = 'paid', age = 0, signedWith = [secret] } = news
  const { altered = (body) => body } = news
  const at = new Date(Date.now() - age * 1_000)
  const data = { orderId: 'x', orderNo: 'A-1001', status, subject: '手冲豆子 “100” 克 😀' }
  const timestamp = at.toISOString()
  const body = JSON.stringify({ type: `order.${status}`, timestamp, sequence, data })
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
      'webhook-signature': signedWith.map((one) => new Webhook(one).sign(id, at, body)).join(' '),
    },
    body: altered(body),
  })
  return answer.status
}

describe.each(['php', 'java'] as const)('a receiver in %s', (language) => {
  const left = !hasProgram(programs[language]) && !inContinuousIntegration
  const name = left ? ` (left out: there is no ${programs[language]} here)` : ''

  test.skipIf(left)(`takes what is signed, and no other${name}`, async () => {
    const { url, said } = await startReceiver(language, `${secret},${next}`)
    expect(await tell(url, {})).toBe(204)
    await expect.poll(said).toContain('taken: A-1001 paid')
    const status = (news: News) =>
      tell(url, { id: 'msg_2', sequence: 2, status: 'closed', ...news })
    expect(await status({ altered: (body) => body.replace('A-1001', 'A-1002') })).toBe(401)
    expect(await status({ altered: (body) => `${body} ` })).toBe(401)
    expect(await status({ age: 310 })).toBe(401)
    expect(await status({ age: -310 })).toBe(401)
    expect(await status({ signedWith: [] })).toBe(401)
    const stranger = `whsec_${Buffer.alloc(32, 8).toString('base64')}`
    expect(await status({ signedWith: [stranger] })).toBe(401)
    expect(said()).not.toContain('closed')
    // While secrets rotate, any of either side's does.
    expect(await status({ signedWith: [stranger, next], age: 290 })).toBe(204)
    await expect.poll(said).toContain('taken: A-1001 closed')
  })

  test.skipIf(left)(`takes each once, and no old news${name}`, async () => {
    const { url, said } = await startReceiver(language, secret)
    const sent = [
      { id: 'msg_2', sequence: 2, status: 'refunded' },
      { id: 'msg_1', sequence: 1, status: 'paid' },
      { id: 'msg_2', sequence: 2, status: 'refunded' },
    ]
    for (const news of sent) expect(await tell(url, news)).toBe(204)
    expect(await tell(url, { id: 'msg_3', sequence: 3, status: 'closed' })).toBe(204)
    await expect.poll(said).toContain('closed')
    const taken = [...said().matchAll(/taken: A-1001 (\w+)/g)].map(([, status]) => status)
    expect(taken).toEqual(['refunded', 'closed'])
  })

  test.skipIf(left)(`takes what the backend really sends${name}`, async () => {
    const { url, said } = await startReceiver(language, secret)
    const { merchant } = await openCheckout('embedded', {
      NOTIFY_SECRET: secret,
      NOTIFY_ALLOW_PRIVATE: '127.0.0.0/8',
    })
    const metadata = { note: '"status":"paid" "sequence":9' }
    const { orderNo } = await merchant.placed({ notifyUrl: url, metadata })
    await merchant.close(orderNo)
    await expect.poll(said).toContain(`taken: ${orderNo} closed`)
  })
})
