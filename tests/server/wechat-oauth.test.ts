import { createServer, type ServerResponse } from 'node:http'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createWechatOauth } from '../../server/wechat/oauth'

const appSecret = '0123456789abcdef0123456789abcdef'
const openid = 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o'
const token = {
  access_token: 'ACCESS',
  expires_in: 7200,
  refresh_token: 'R',
  openid,
  scope: 'snsapi_base',
}

type Reply = (response: ServerResponse, times: number) => void

/** WeChat as it answers: always 200 and text/plain. */
const says =
  (body: unknown): Reply =>
  (response) =>
    response.writeHead(200, { 'content-type': 'text/plain' }).end(JSON.stringify(body))

const fails = (errcode: number) => says({ errcode, errmsg: `wrong, rid: 65f0-1 ${appSecret}` })

async function wechatThat(reply: Reply, deadline = 5_000) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    reply(response, asked.length)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { oauth: oauthAt(`http://127.0.0.1:${String(address.port)}`, deadline), asked, server }
}

function oauthAt(apiUrl: string, deadline: number) {
  return createWechatOauth({
    appId: 'wx2421b1c4370ec43b',
    appSecret,
    scope: 'snsapi_base',
    openUrl: 'https://open.weixin.qq.com',
    apiUrl,
    deadline,
  })
}

test('the authorise address has WeChat’s order, is encoded once and ends as it must', () => {
  const oauth = oauthAt('https://api.weixin.qq.com', 1_000)
  expect(oauth.authorizeUrl('https://pay.example.com/pay/oauth?a=1&b=会', 'ab12')).toBe(
    'https://open.weixin.qq.com/connect/oauth2/authorize?appid=wx2421b1c4370ec43b' +
      '&redirect_uri=https%3A%2F%2Fpay.example.com%2Fpay%2Foauth%3Fa%3D1%26b%3D%E4%BC%9A' +
      '&response_type=code&scope=snsapi_base&state=ab12#wechat_redirect',
  )
})

describe('a code', () => {
  test('becomes the openid and nothing else', async () => {
    const { oauth, asked } = await wechatThat(says(token))
    expect(await oauth.exchange('0x&1 ')).toEqual({ outcome: 'payer', openid })
    expect(asked).toEqual([
      `/sns/oauth2/access_token?appid=wx2421b1c4370ec43b&secret=${appSecret}` +
        '&code=0x%261+&grant_type=authorization_code',
    ])
  })

  test.each([0, false, null, undefined])('of a real account (flag %s)', async (flag) => {
    const { oauth } = await wechatThat(says({ ...token, errcode: 0, is_snapshotuser: flag }))
    expect(await oauth.exchange('C')).toEqual({ outcome: 'payer', openid })
  })

  test.each([1, '1', true])('of a snapshot page (flag %s) is nobody’s', async (flag) => {
    const { oauth } = await wechatThat(says({ ...token, is_snapshotuser: flag }))
    expect(await oauth.exchange('C')).toEqual({ outcome: 'snapshot' })
  })

  test.each([
    [40029, 'code_invalid'],
    [40163, 'code_invalid'],
    [41008, 'code_invalid'],
    [42003, 'code_invalid'],
    [40013, 'misconfigured'],
    [41002, 'misconfigured'],
    [40001, 'misconfigured'],
    [41004, 'misconfigured'],
    [40125, 'misconfigured'],
    [45009, 'unavailable'],
    [45011, 'unavailable'],
    [99999, 'unavailable'],
  ])('answered with errcode %i is %s, told without a secret', async (errcode, outcome) => {
    const { oauth, asked } = await wechatThat(fails(errcode))
    const detail = 'wrong, rid: 65f0-1 …'
    expect(await oauth.exchange('CODE')).toEqual({ outcome, errcode, detail })
    expect(asked).toHaveLength(1)
  })

  test('answered with errcode 48001 is a snapshot page’s', async () => {
    const { oauth } = await wechatThat(fails(48001))
    expect(await oauth.exchange('C')).toEqual({ outcome: 'snapshot' })
  })
})

describe('a passing fault', () => {
  test('busy once: asked once more', async () => {
    const { oauth, asked } = await wechatThat((response, times) =>
      (times === 1 ? fails(-1) : says(token))(response, times),
    )
    expect(await oauth.exchange('C')).toEqual({ outcome: 'payer', openid })
    expect(asked).toHaveLength(2)
  })

  test('busy, and the code used up by it: a fresh start helps', async () => {
    const { oauth } = await wechatThat((response, times) =>
      fails(times === 1 ? -1 : 40163)(response, times),
    )
    expect(await oauth.exchange('C')).toMatchObject({ outcome: 'code_invalid', errcode: 40163 })
  })

  test('busy twice: told so', async () => {
    const { oauth, asked } = await wechatThat(fails(-1))
    expect(await oauth.exchange('C')).toMatchObject({ outcome: 'unavailable', errcode: -1 })
    expect(asked).toHaveLength(2)
  })

  test('a connection that breaks: asked once more', async () => {
    const { oauth, asked } = await wechatThat((response, times) =>
      times === 1 ? response.destroy() : says(token)(response, times),
    )
    expect(await oauth.exchange('C')).toEqual({ outcome: 'payer', openid })
    expect(asked).toHaveLength(2)
  })

  test('silence ends at the deadline', async () => {
    const { oauth, asked } = await wechatThat(() => undefined, 50)
    expect(await oauth.exchange('C')).toMatchObject({ outcome: 'unavailable', errcode: null })
    expect(asked).toHaveLength(1)
  })

  test('nobody there', async () => {
    const { oauth, server } = await wechatThat(says(token))
    await new Promise((resolve) => server.close(resolve))
    const outcome = await oauth.exchange('THE-CODE')
    expect(outcome).toMatchObject({ outcome: 'unavailable', errcode: null })
    expect(JSON.stringify(outcome)).not.toMatch(/0123456789abcdef|THE-CODE/)
  })

  test.each<[string, Reply]>([
    ['a proxy’s page', (response) => response.writeHead(502).end('<h1>Bad gateway</h1>')],
    ['a redirect', (response) => response.writeHead(302, { location: '/' }).end()],
    ['not JSON', (response) => response.end('<html>')],
    ['no openid', says({ ...token, openid: undefined })],
    ['an openid that is none', says({ ...token, openid: 'undefined or not' })],
    ['an errcode as text', says({ errcode: 'E' })],
    ['a flood', (response) => response.end('a'.repeat(100_000))],
  ])('%s', async (_, reply) => {
    const { oauth } = await wechatThat(reply)
    expect(await oauth.exchange('C')).toMatchObject({ outcome: 'unavailable', errcode: null })
  })
})
