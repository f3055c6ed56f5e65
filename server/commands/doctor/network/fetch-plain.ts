import { createHttpClient } from '../../../runtime/http-client'
import { readAnswer } from '../../../runtime/response-bytes'
import { unansweredCall } from '../../../runtime/unanswered-call'

export interface Came {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
}

/** No answer: the code of what was in its way, `deadline` for none in time. */
export interface Silent {
  readonly code: string
}

/** In ms. */
const patience = { connect: 3_000, whole: 5_000 }
const mostBytes = 64 * 1024

/** A single request without following redirects: a redirect is an answer. */
export async function fetchPlain(
  url: string,
  method: 'GET' | 'POST' = 'GET',
): Promise<Came | Silent> {
  const client = createHttpClient({ connect: { timeout: patience.connect } })
  try {
    const signal = AbortSignal.timeout(patience.whole)
    const response = await client.request(url, { method, signal })
    const text = (await readAnswer(response, mostBytes)).toString('utf8')
    return { status: response.statusCode, headers: response.headers, text }
  } catch (error) {
    return { code: unansweredCall(error).failure.code }
  } finally {
    await client.close()
  }
}
