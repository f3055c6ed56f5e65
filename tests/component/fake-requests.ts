import { vi } from 'vitest'

/** A request that was sent and is answered by a test, if at all. */
export interface FakeRequest {
  readonly method: string
  readonly url: string
  readonly body: unknown
  readonly headers: Readonly<Record<string, string>>
  /** In ms; 0: it would wait for ever. */
  readonly timeout: number
  readonly aborted: boolean
  /** Which of our two doors it was sent by: each listens in its own way. */
  readonly door: 'axios' | 'bare'
  answer(status: number, body: string, retryAfter?: string): void
  fail(): void
  timeOut(): void
  /** What the browser does to it when its page is left. */
  abort(): void
}

type Listener = (() => void) | null

/** Takes the place of XMLHttpRequest. @returns what is sent, in its order */
export function fakeRequests(): readonly FakeRequest[] {
  const sent: FakeRequest[] = []
  class Request {
    method = ''
    url = ''
    body: unknown = null
    readonly headers: Record<string, string> = {}
    timeout = 0
    aborted = false
    status = 0
    responseText = ''
    retryAfter: string | null = null
    onload: Listener = null
    onloadend: Listener = null
    onerror: Listener = null
    ontimeout: Listener = null
    onabort: Listener = null

    get door(): 'axios' | 'bare' {
      return this.onloadend ? 'axios' : 'bare'
    }
    open(method: string, url: string): void {
      Object.assign(this, { method, url })
    }
    setRequestHeader(name: string, value: string): void {
      this.headers[name] = value
    }
    getResponseHeader(name: string): string | null {
      return name === 'Retry-After' ? this.retryAfter : null
    }
    getAllResponseHeaders(): string {
      return this.retryAfter === null ? '' : `retry-after: ${this.retryAfter}\r\n`
    }
    abort(): void {
      this.aborted = true
      this.onabort?.()
      this.onloadend?.()
    }
    send(body: unknown): void {
      this.body = body
      sent.push(this)
    }
    answer(status: number, body: string, retryAfter?: string): void {
      Object.assign(this, { status, responseText: body, retryAfter: retryAfter ?? null })
      this.ends(this.onload)
    }
    fail(): void {
      this.ends(this.onerror)
    }
    timeOut(): void {
      this.ends(this.ontimeout)
    }
    private ends(listener: Listener): void {
      if (!listener && !this.onloadend) {
        throw new Error('Nobody listens to what becomes of this request.')
      }
      listener?.()
      this.onloadend?.()
    }
  }
  vi.stubGlobal('XMLHttpRequest', Request)
  return sent
}

/** The request with a number, once it has been sent: axios takes a moment. */
export function sentBy(sent: readonly FakeRequest[], number = 0): Promise<FakeRequest> {
  return vi.waitFor(() => {
    const request = sent[number]
    if (!request) throw new Error(`there is no request ${number} yet`)
    return request
  })
}
