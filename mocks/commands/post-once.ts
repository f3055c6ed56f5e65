/** What a receiver in development said of one notification. */
export interface Said {
  readonly taken: boolean
  readonly word: string
}

/** In ms: as long as the backend waits. */
const patience = 10_000

/** Sends the bytes as they are. No redirect is followed, as the backend follows none. Never rejects. */
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
