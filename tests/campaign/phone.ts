import { holderCookie } from '../../mocks/sandbox/wechat/authorize-page'
import type { Payer } from '../../mocks/sandbox/wechat/payers'
import type { Session } from '../../server/contract/session'
import type { Heard } from './client'
import type { World } from './world'

const userAgent =
  'Mozilla/5.0 (Linux; Android 14; wv) AppleWebKit/537.36 Version/4.0 Chrome/130.0.0.0 Mobile Safari/537.36 XWEB/1300 MicroMessenger/8.0.49.2600(0x28003137) WeChat/arm64 Weixin NetType/WIFI Language/zh_CN ABI/arm64'

/** One person's WeChat: a cookie jar, our Origin, and the way through WeChat's OAuth. */
export interface Phone {
  readonly person: Payer
  get: <Body>(path: string) => Promise<Heard<Body>>
  post: <Body>(
    path: string,
    body: unknown,
    headers?: Record<string, string>,
  ) => Promise<Heard<Body>>
  /** Goes through WeChat as often as it takes. */
  signIn: (to: string) => Promise<Session>
}

export function createPhone({ client, publicUrl, people }: World, person: Payer): Phone {
  const address = addressOf(people.indexOf(person))
  const cookies = new Map<string, string>()

  async function send<Body>(path: string, init: RequestInit): Promise<Heard<Body>> {
    const headers = new Headers(init.headers)
    headers.set('user-agent', userAgent)
    headers.set('x-forwarded-for', address)
    if (cookies.size > 0) {
      headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    }
    const heard = await client.send<Body>(path, { ...init, headers })
    for (const line of heard.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    return heard
  }

  /** @returns WeChat's own address */
  async function leave(to: string): Promise<string> {
    for (;;) {
      const leaving = await send(`api/oauth/authorize?to=${encodeURIComponent(to)}`, {})
      const address = leaving.headers.get('location')
      if (address !== null) return address
      await client.wait(300)
    }
  }

  async function throughWechat(to: string): Promise<{ code?: string; state: string }> {
    const back = await fetch(await leave(to), {
      redirect: 'manual',
      headers: { 'user-agent': userAgent, cookie: `${holderCookie}=${person.id}` },
    })
    const landing = new URL(back.headers.get('location') ?? publicUrl)
    const code = landing.searchParams.get('code')
    const state = landing.searchParams.get('state') ?? ''
    return code === null ? { state } : { code, state }
  }

  const phone: Phone = {
    person,
    get: (path) => send(path, {}),
    post(path, body, headers = {}) {
      const json = { 'content-type': 'application/json', origin: publicUrl.origin }
      const init = { method: 'POST', body: JSON.stringify(body) }
      return send(path, { ...init, headers: { ...json, ...headers } })
    },
    async signIn(to) {
      for (;;) {
        const { status, body } = await phone.post<Session>('api/session', await throughWechat(to))
        if (status === 201) return body
        await client.wait(300)
      }
    },
  }
  return phone
}

/** One for each person, of those set aside for measurements (RFC 2544). */
function addressOf(index: number): string {
  const n = index + 1
  return `198.18.${n >> 8}.${n & 255}`
}
