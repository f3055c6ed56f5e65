import type { Problem } from '../../../server/contract/problems'
import type { Session } from '../../../server/contract/session'

const userAgent =
  'Mozilla/5.0 (Linux; Android 14; wv) AppleWebKit/537.36 Version/4.0 Chrome/130.0.0.0 Mobile Safari/537.36 XWEB/1300 MicroMessenger/8.0.49.2600(0x28003137) WeChat/arm64 Weixin NetType/WIFI Language/zh_CN ABI/arm64'

export interface Answer<Body> {
  readonly status: number
  readonly headers: Headers
  readonly body: Body
}

/** A browser inside WeChat as far as the backend can tell: an address bar, a cookie jar, our Origin. */
export interface Phone {
  get: <Body>(path: string, headers?: Record<string, string>) => Promise<Answer<Body>>
  post: <Body>(
    path: string,
    body: unknown,
    headers?: Record<string, string>,
  ) => Promise<Answer<Body>>
  /** Opens a link of the checkout that signs in, and comes back from WeChat to the landing. */
  comeBackFromWechat(to: string): Promise<{ code?: string; state: string }>
  /** The whole of signing in: out to WeChat, back, and the landing's request. */
  signIn: (to: string) => Promise<Answer<Session>>
  /** Signs in where that must succeed. */
  signedIn: (to: string) => Promise<Session>
  readonly cookies: Map<string, string>
}

/** @param own headers that each of its requests has, but for those a call sets otherwise */
export function createPhone(
  base: URL,
  publicUrl: URL,
  own: Readonly<Record<string, string>> = {},
): Phone {
  const cookies = new Map<string, string>()

  async function send(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers({ ...own, ...Object.fromEntries(new Headers(init.headers)) })
    if (!headers.has('user-agent')) headers.set('user-agent', userAgent)
    if (cookies.size > 0) {
      headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    }
    const response = await fetch(new URL(path, base), { ...init, headers, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    return response
  }

  async function comeBackFromWechat(to: string) {
    const leaving = await send(`api/oauth/authorize?to=${encodeURIComponent(to)}`, {})
    const authorise = leaving.headers.get('location') ?? ''
    const back = await fetch(authorise, {
      redirect: 'manual',
      headers: { 'user-agent': userAgent },
    })
    const landing = new URL(back.headers.get('location') ?? authorise)
    const code = landing.searchParams.get('code')
    const state = landing.searchParams.get('state') ?? ''
    return code === null ? { state } : { code, state }
  }

  const phone: Phone = {
    cookies,
    comeBackFromWechat,
    async get<Body>(path: string, headers: Record<string, string> = {}) {
      return read<Body>(await send(path, { headers }))
    },
    async post<Body>(path: string, body: unknown, headers: Record<string, string> = {}) {
      const init = { method: 'POST', body: JSON.stringify(body) }
      const json = { 'content-type': 'application/json', origin: publicUrl.origin }
      return read<Body>(await send(path, { ...init, headers: { ...json, ...headers } }))
    },
    signIn: async (to) => phone.post<Session>('api/session', await comeBackFromWechat(to)),
    async signedIn(to) {
      const answer = await phone.signIn(to)
      if (answer.status !== 201) throw new Error(`not signed in: ${JSON.stringify(answer.body)}`)
      return answer.body
    },
  }
  return phone
}

async function read<Body>(response: Response): Promise<Answer<Body>> {
  const text = await response.text()
  const json = response.headers.get('content-type')?.includes('json') ?? false
  const body = (json ? JSON.parse(text) : text) as Body
  return { status: response.status, headers: response.headers, body }
}

/** What a failure says of itself, in a few words. */
export function codeOf(answer: Answer<unknown>): string {
  return `${answer.status} ${(answer.body as Problem).code}`
}
