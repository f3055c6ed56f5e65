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
  answer(status: number, body: string, retryAfter?: string): void
  fail(): void
  timeOut(): void
}

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
    onload: () => void = unheard
    onerror: () => void = unheard
    ontimeout: () => void = unheard

    open(method: string, url: string): void {
      Object.assign(this, { method, url })
    }
    setRequestHeader(name: string, value: string): void {
      this.headers[name] = value
    }
    getResponseHeader(name: string): string | null {
      return name === 'Retry-After' ? this.retryAfter : null
    }
    abort(): void {
      this.aborted = true
    }
    send(body: unknown): void {
      this.body = body
      sent.push(this)
    }
    answer(status: number, body: string, retryAfter?: string): void {
      Object.assign(this, { status, responseText: body, retryAfter: retryAfter ?? null })
      this.onload()
    }
    fail(): void {
      this.onerror()
    }
    timeOut(): void {
      this.ontimeout()
    }
  }
  vi.stubGlobal('XMLHttpRequest', Request)
  return sent
}

function unheard(): void {
  throw new Error('Nobody listens to what becomes of this request.')
}
