import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** A stand-in for WeChat's API that answers each exchange of a code when it is told to. */
export interface HeldWechat {
  readonly environment: { readonly WECHAT_API_URL: string }
  /** The codes that it was asked to exchange, in their sequence. */
  readonly asked: string[]
  /** Resolves when it has been asked that often. */
  askedOften: (count: number) => Promise<void>
  /** Answers what it was asked, and from now on at once. */
  answer: () => void
}

export async function holdWechat(openid = 'oHeldPayer'): Promise<HeldWechat> {
  const asked: string[] = []
  const waiting = new Set<() => void>()
  const held: (() => void)[] = []
  let holds = true
  const server = createServer((request, response) => {
    const query = new URL(request.url ?? '', 'http://wechat').searchParams
    asked.push(query.get('code') ?? '')
    for (const look of waiting) look()
    const answer = () => {
      const token = {
        access_token: 'a',
        expires_in: 7200,
        refresh_token: 'r',
        scope: 'snsapi_base',
      }
      response.setHeader('content-type', 'text/plain')
      response.end(JSON.stringify({ ...token, openid }))
    }
    if (holds) held.push(answer)
    else answer()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return {
    environment: { WECHAT_API_URL: `http://127.0.0.1:${port}` },
    asked,
    askedOften: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (asked.length >= count) resolve()
        }
        waiting.add(look)
        look()
      }),
    answer() {
      holds = false
      for (const one of held.splice(0)) one()
    },
  }
}
