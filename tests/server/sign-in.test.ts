import { describe, expect, test } from 'vitest'
import type { Messages } from '../../mocks/sandbox/messages'
import type { Problem } from '../../server/contract/problems'
import type { Session } from '../../server/contract/session'
import { maskOpenid } from '../../server/payments/core/ids'
import { openCheckout } from './support/checkout'
import { kinds } from './support/databases'
import { codeOf } from './support/phone'

const minute = 60_000

describe.each(kinds)('signing in, on the %s database', (kind) => {
  test('a payer who opens a link comes back from WeChat to the order it was for', async () => {
    const { merchant, phone } = await openCheckout(kind)
    const { orderId, orderNo } = await merchant.placed()
    const { status, body } = await phone().signIn(`checkout?order=${orderId}`)
    expect(status).toBe(201)
    expect(body.to).toBe(`checkout?order=${orderId}`)
    expect(body.checkout?.order).toMatchObject({ orderId, orderNo, status: 'unpaid' })
  })

  test('the login says who pays, and nothing of it is readable in the browser', async () => {
    const { sandbox, phone } = await openCheckout(kind)
    const payer = phone()
    await payer.signedIn('checkout')
    expect((await payer.get('api/session')).body).toEqual({ signedIn: true })
    const [cookie] = [...payer.cookies.values()]
    expect(cookie).not.toContain(sandbox.wechat.holder.openid)
    expect(Buffer.from(cookie ?? '', 'base64').toString('latin1')).not.toContain('oSandbox')
  })

  test('each login is a line of the log, with the request and the openid masked', async () => {
    const { sandbox, phone, log } = await openCheckout(kind)
    await phone().signedIn('checkout')
    const line = log.find((one) => one.includes('"payer signed in"')) ?? '{}'
    const { openid } = sandbox.wechat.holder
    expect(JSON.parse(line)).toMatchObject({
      requestId: expect.any(String) as string,
      payer: maskOpenid(openid),
    })
    expect(log.join('')).not.toContain(openid)
  })

  test('a login runs out after SESSION_TTL', async () => {
    const { advance, phone } = await openCheckout(kind, { SESSION_TTL: '900' })
    const payer = phone()
    await payer.signedIn('checkout')
    advance(901_000)
    expect((await payer.get('api/session')).body).toEqual({ signedIn: false })
  })

  test('the same code again from the same browser gives the same login, without asking WeChat', async () => {
    const { sandbox, phone } = await openCheckout(kind)
    const payer = phone()
    const landing = await payer.comeBackFromWechat('checkout')
    const [first, second] = await Promise.all([
      payer.post<Session>('api/session', landing),
      payer.post<Session>('api/session', landing),
    ])
    const third = await payer.post<Session>('api/session', landing)
    expect([first.status, second.status, third.status]).toEqual([201, 201, 201])
    expect(exchangesOf(sandbox.messages)).toBe(1)
  })

  test('two processes never both exchange a code', async () => {
    const { sandbox, phone, anotherProcess } = await openCheckout(kind)
    const other = await anotherProcess()
    const payer = phone()
    const landing = await payer.comeBackFromWechat('checkout')
    const elsewhere = other.phone()
    for (const [name, value] of payer.cookies) elsewhere.cookies.set(name, value)
    const answers = await Promise.all([
      payer.post('api/session', landing),
      elsewhere.post('api/session', landing),
    ])
    expect(answers.map((answer) => answer.status)).toEqual([201, 201])
    expect(exchangesOf(sandbox.messages)).toBe(1)
  })

  test('the same code again is too old after five minutes', async () => {
    const { advance, phone } = await openCheckout(kind)
    const payer = phone()
    const landing = await payer.comeBackFromWechat('checkout')
    await payer.post('api/session', landing)
    advance(5 * minute + 1)
    expect(codeOf(await payer.post('api/session', landing))).toBe('400 oauth_code_invalid')
  })

  test('a state is good once: another code under it is refused', async () => {
    const { sandbox, phone } = await openCheckout(kind)
    const payer = phone()
    const { state, code } = await payer.comeBackFromWechat('checkout')
    await payer.post('api/session', { state, code })
    const another = { state, code: sandbox.wechat.grantCode({}) }
    expect(codeOf(await payer.post('api/session', another))).toBe('403 oauth_state_mismatch')
  })

  test('a code is good once: under another state it is refused', async () => {
    const { phone } = await openCheckout(kind)
    const payer = phone()
    const first = await payer.comeBackFromWechat('checkout')
    const second = await payer.comeBackFromWechat('checkout')
    await payer.post('api/session', first)
    const stolen = { state: second.state, code: first.code }
    expect(codeOf(await payer.post('api/session', stolen))).toBe('400 oauth_code_invalid')
  })

  test('a landing address that was shared signs nobody in elsewhere, and leads to a fresh start', async () => {
    const { merchant, phone, publicUrl } = await openCheckout(kind)
    const { orderId } = await merchant.placed()
    const to = `checkout?order=${orderId}`
    const shared = await phone().comeBackFromWechat(to)
    const stranger = await phone().post<Problem>('api/session', shared)
    expect(codeOf(stranger)).toBe('403 oauth_state_mismatch')
    expect(stranger.body.authorizeUrl).toBe(
      new URL(`api/oauth/authorize?to=${encodeURIComponent(to)}`, publicUrl).href,
    )
  })

  test('a state is refused when it is older than ten minutes, and still knows its target', async () => {
    const { advance, phone } = await openCheckout(kind)
    const payer = phone()
    const landing = await payer.comeBackFromWechat('checkout?item=coffee')
    advance(10 * minute + 1)
    const late = await payer.post<Problem>('api/session', landing)
    expect(codeOf(late)).toBe('403 oauth_state_mismatch')
    expect(late.body.authorizeUrl).toContain(encodeURIComponent('checkout?item=coffee'))
  })

  test('two windows may both be on their way to WeChat', async () => {
    const { phone } = await openCheckout(kind)
    const payer = phone()
    const first = await payer.comeBackFromWechat('checkout?item=coffee')
    const second = await payer.comeBackFromWechat('checkout?item=cake')
    expect((await payer.post<Session>('api/session', first)).body.to).toBe('checkout?item=coffee')
    expect((await payer.post<Session>('api/session', second)).body.to).toBe('checkout?item=cake')
  })

  test('a payer who refuses comes back with the state alone', async () => {
    const { phone } = await openCheckout(kind)
    const payer = phone()
    const { state } = await payer.comeBackFromWechat('checkout')
    const denied = await payer.post<Problem>('api/session', { state })
    expect(codeOf(denied)).toBe('400 oauth_denied')
    expect(denied.body.authorizeUrl).toContain('api/oauth/authorize')
  })

  test('an older WeChat says so with a word in place of the code', async () => {
    const { phone } = await openCheckout(kind)
    const payer = phone()
    const { state } = await payer.comeBackFromWechat('checkout')
    const denied = await payer.post('api/session', { state, code: 'authdeny' })
    expect(codeOf(denied)).toBe('400 oauth_denied')
  })

  test('a snapshot page’s virtual account gets no login', async () => {
    const { sandbox, phone } = await openCheckout(kind)
    sandbox.faults.set({ snapshot_user: true })
    const payer = phone()
    expect(codeOf(await payer.signIn('checkout'))).toBe('403 snapshot_user')
    expect((await payer.get('api/session')).body).toEqual({ signedIn: false })
  })

  test('a code that WeChat does not know is refused', async () => {
    const { phone } = await openCheckout(kind)
    const payer = phone()
    const { state } = await payer.comeBackFromWechat('checkout')
    const garbled = await payer.post('api/session', { state, code: 'garbled' })
    expect(codeOf(garbled)).toBe('400 oauth_code_invalid')
  })

  test('a WeChat that is down is said to be, and its own words stay inside', async () => {
    const { sandbox, phone } = await openCheckout(kind)
    sandbox.faults.set({ wechat_api: 'down' })
    const payer = phone()
    const answer = await payer.signIn('checkout')
    expect(codeOf(answer)).toBe('502 wechat_unavailable')
    expect(JSON.stringify(answer.body)).not.toContain(sandbox.wechat.appSecret)
  })

  test.each([40001, 40013, 40125, 41002, 41004])(
    'a configuration that WeChat refuses (%s) is called that, for the merchant to mend',
    async (errcode) => {
      const { sandbox, phone, log, merchant, freeze } = await openCheckout(kind)
      freeze()
      sandbox.faults.set({ wechat_api: String(errcode) })
      const payer = phone()
      const answer = await payer.signIn('checkout?item=coffee')
      expect(codeOf(answer)).toBe('502 wechat_misconfigured')
      expect(answer.body).toMatchObject({
        authorizeUrl: expect.stringMatching(
          /\/api\/oauth\/authorize\?to=checkout%3Fitem%3Dcoffee$/,
        ),
      })
      await payer.signIn('checkout?item=coffee')
      const told = log.filter((line) => line.includes('refuses the official account'))
      expect(told).toHaveLength(1)
      expect(JSON.parse(told[0] ?? '')).toMatchObject({ level: 40, errcode })
      expect(told[0]).toMatch(/"rid":"[\w-]+"/)
      expect(`${log.join('')}${JSON.stringify(answer.body)}`).not.toContain(
        sandbox.wechat.appSecret,
      )
      expect(await merchant.metrics()).toContain(
        `checkout_sign_ins_total{outcome="misconfigured",errcode="${errcode}"} 2`,
      )

      sandbox.faults.set({ wechat_api: '' })
      expect((await payer.signIn('checkout?item=coffee')).status).toBe(201)
    },
  )

  test('a link to an item opens the payer’s order with the login', async () => {
    const { phone } = await openCheckout(kind)
    const payer = phone()
    const first = await payer.signedIn('checkout?item=coffee')
    expect(first.checkout?.order).toMatchObject({ amount: 2800, subject: '手冲咖啡' })
    const second = await payer.signedIn('checkout?item=coffee')
    expect(second.checkout?.order.orderId).toBe(first.checkout?.order.orderId)
  })

  test('auto=1 brings the charge along where the merchant allowed it, and only there', async () => {
    const { phone } = await openCheckout(kind)
    const payer = phone()
    const allowed = await payer.signedIn('checkout?item=coffee&auto=1')
    expect(allowed.checkout?.charge?.jsApiParams.package).toMatch(/^prepay_id=/)
    expect(allowed.checkout?.order.status).toBe('processing')
    const forbidden = await payer.signedIn('checkout?item=cake&auto=1')
    expect(forbidden.checkout?.order.status).toBe('unpaid')
    expect(forbidden.checkout?.charge).toBeUndefined()
  })
})

describe('being sent to WeChat', () => {
  test.each([
    '//evil.example',
    'https://evil.example',
    'checkout#x',
    'oauth?code=1',
    '../checkout',
    'checkout/../..',
    'checkout?a=1\r\nlocation: x',
    '',
  ])('a target that is not ours is refused: %j', async (to) => {
    const { phone } = await openCheckout('embedded')
    const answer = await phone().get(`api/oauth/authorize?to=${encodeURIComponent(to)}`)
    expect(codeOf(answer)).toBe('400 invalid_target')
  })

  test('outside WeChat the payer is told how to open it there', async () => {
    const { phone } = await openCheckout('embedded')
    const answer = await phone().get('api/oauth/authorize?to=checkout%3Forder%3DID', {
      'user-agent': 'Mozilla/5.0 (Macintosh) Safari/605.1.15',
    })
    expect(answer.status).toBe(302)
    expect(answer.headers.get('location')).toBe('/pay/wechat?to=checkout%3Forder%3DID')
  })

  test('the cookie is HttpOnly, Lax and of the payment directory', async () => {
    const { phone } = await openCheckout('embedded')
    const answer = await phone().get('api/oauth/authorize?to=checkout')
    expect(answer.headers.get('set-cookie')).toMatch(
      /^checkout-pay=.*; Path=\/pay\/; HttpOnly; SameSite=Lax$/,
    )
  })
})

function exchangesOf(messages: Messages): number {
  return messages.list().filter(({ path }) => path.includes('access_token')).length
}
