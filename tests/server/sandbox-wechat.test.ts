import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startSandbox } from '../../mocks/sandbox/sandbox'
import type { Sandbox } from '../../mocks/sandbox/sandbox'

const publicUrl = 'http://127.0.0.1:4000/pay/'
let sandbox: Sandbox
let now = Date.now()

beforeEach(async () => {
  const checkout = { publicUrl, backendUrl: 'http://127.0.0.1:1' }
  sandbox = await startSandbox({ checkout, webhookSpeed: 0, now: () => now })
})
afterEach(() => sandbox.close())

const landing = encodeURIComponent(`${publicUrl}oauth`)

function authorize(query: string) {
  const address = `${sandbox.wechat.openUrl}/connect/oauth2/authorize?${query}`
  return fetch(address, { redirect: 'manual' })
}

const inOrder = (changes: Record<string, string> = {}) => {
  const pairs: Record<string, string> = {
    appid: sandbox.wechat.appId,
    redirect_uri: landing,
    response_type: 'code',
    scope: 'snsapi_base',
    state: 'abc123',
    ...changes,
  }
  return Object.entries(pairs)
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

async function exchange(code: string, changes: Record<string, string> = {}) {
  const { appId, appSecret, apiUrl } = sandbox.wechat
  const grant = { appid: appId, secret: appSecret, code, grant_type: 'authorization_code' }
  const query = new URLSearchParams({ ...grant, ...changes })
  const response = await fetch(`${apiUrl}/sns/oauth2/access_token?${query.toString()}`)
  expect(response.status).toBe(200)
  return JSON.parse(await response.text()) as Record<string, unknown>
}

describe('authorize', () => {
  test('sends a silent login straight back with a code that works once', async () => {
    const response = await authorize(inOrder())
    expect(response.status).toBe(302)
    const back = new URL(response.headers.get('location') ?? '')
    expect(back.origin + back.pathname).toBe(`${publicUrl}oauth`)
    expect(back.searchParams.get('state')).toBe('abc123')
    const code = back.searchParams.get('code') ?? ''
    expect((await exchange(code))['openid']).toBe(sandbox.payers[0]?.openid)
    expect((await exchange(code))['errcode']).toBe(40163)
  })

  test('asks for consent where the profile is wanted', async () => {
    const page = await (await authorize(inOrder({ scope: 'snsapi_userinfo' }))).text()
    expect(page).toContain('允许')
    expect(page).toContain('?state=abc123"')
  })

  test('comes back with the state alone after a refusal', async () => {
    sandbox.faults.set({ consent_refused: true })
    const response = await authorize(inOrder({ scope: 'snsapi_userinfo' }))
    expect(response.headers.get('location')).toBe(`${publicUrl}oauth?state=abc123`)
  })

  test.each([
    ['a bare redirect_uri', { redirect_uri: `${publicUrl}oauth` }, '10003'],
    ['one encoded twice', { redirect_uri: encodeURIComponent(landing) }, '10003'],
    ['a foreign domain', { redirect_uri: encodeURIComponent('http://evil.test/pay/') }, '10003'],
    ['an unknown scope', { scope: 'snsapi_all' }, '10005'],
    ['no state', { state: '' }, '10013'],
    ['a state with signs in it', { state: 'a-b' }, 'state 参数错误'],
  ])('refuses %s', async (_name, changes, text) => {
    const response = await authorize(inOrder(changes))
    expect(response.status).toBe(200)
    expect(await response.text()).toContain(text)
  })

  test('refuses parameters out of their order', async () => {
    const shuffled = inOrder().split('&').reverse().join('&')
    expect(await (await authorize(shuffled)).text()).toContain('该链接无法访问')
  })
})

describe('access_token', () => {
  test('says what was wrong in its own numbers', async () => {
    const code = sandbox.wechat.grantCode({})
    expect((await exchange(code, { appid: '' }))['errcode']).toBe(41002)
    expect((await exchange(code, { appid: 'wx1' }))['errcode']).toBe(40013)
    expect((await exchange(code, { secret: '' }))['errcode']).toBe(41004)
    expect((await exchange(code, { secret: 'x' }))['errcode']).toBe(40125)
    expect((await exchange(''))['errcode']).toBe(41008)
    expect((await exchange('unknown'))['errcode']).toBe(40029)
    now += 300_001
    expect((await exchange(code))['errcode']).toBe(40029)
  })

  test('marks a snapshot user and gives a virtual openid', async () => {
    const [payer] = sandbox.payers
    if (!payer) throw new Error('nobody')
    const answer = await exchange(sandbox.wechat.grantCode({ payer, snapshot: true }))
    expect(answer).toMatchObject({ is_snapshotuser: 1, openid: payer.virtualOpenid })
  })
})
