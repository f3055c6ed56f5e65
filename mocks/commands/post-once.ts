/** A receiver's answer to one notification. */
export interface Said {
  readonly taken: boolean
  readonly word: string
}

/** In ms: the backend's own time-out. */
const patience = 10_000

/** Sends the bytes as they are. Redirects are not followed, as in the backend. Never rejects. */
export async function postOnce(
  to: string,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array<ArrayBuffer>,
): Promise<Said> {
  try {
    const response = await fetch(to, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(patience),
    })
    await response.body?.cancel()
    return { taken: response.ok, word: String(response.status) }
  } catch (error) {
    return { taken: false, word: reasonOf(error) }
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no answer'
  const { cause } = error
  if (cause instanceof Error && 'code' in cause) return `no answer (${String(cause.code)})`
  return `no answer (${error.name === 'TimeoutError' ? 'timeout' : error.message})`
}
