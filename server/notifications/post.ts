/** Sends one notification over HTTP once. */
import { lookup } from 'node:dns'
import { isIP } from 'node:net'
import { isLoopback } from '../config/addresses'
import { endsWithin } from '../runtime/ends-within'
import { createHttpClient } from '../runtime/http-client'
import { unansweredCall } from '../runtime/unanswered-call'
import { AddressRefused, guardedLookup, type Resolve } from './guarded-lookup'

export interface Post {
  /** @returns the answer, or why none came; never rejects */
  send(
    url: string,
    headers: Readonly<Record<string, string>>,
    body: string,
    signal: AbortSignal,
  ): Promise<Answer>
  close(): Promise<void>
}

export type Answer =
  | { readonly status: number; readonly error: null; readonly answer: string }
  | { readonly status: null; readonly error: string; readonly answer: '' }

/** In ms. A shop should store the notification first and process it afterwards. */
const postTimeouts = { connect: 3_000, whole: 10_000 }
const mostBytes = 1_024

/**
 * @param isAllowed whether an IP address may be connected to
 * @param resolve defaults to the system's; tests pass their own names
 */
export function createPost(
  isAllowed: (ip: string) => boolean,
  timeouts = postTimeouts,
  resolve: Resolve = lookup,
): Post {
  const client = createHttpClient({
    connect: { timeout: timeouts.connect, lookup: guardedLookup(isAllowed, resolve) },
    headersTimeout: timeouts.whole,
    bodyTimeout: timeouts.whole,
  })

  return {
    async send(url, headers, body, signal) {
      try {
        refuseUnsafe(new URL(url), isAllowed)
        const ends = endsWithin(timeouts.whole, signal)
        // Redirects are not followed: they could lead anywhere.
        const answer = await client.request(url, { method: 'POST', headers, body, signal: ends })
        return {
          status: answer.statusCode,
          error: null,
          answer: await firstBytes(answer.body),
        }
      } catch (error) {
        return { status: null, error: reasonOf(error), answer: '' }
      }
    },
    close: () => client.close(),
  }
}

class UnsafeAddress extends Error {
  readonly code = 'address_not_https'
}

/** An IP address in the URL is never resolved, so it is checked here. */
function refuseUnsafe(url: URL, isAllowed: (ip: string) => boolean): void {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) !== 0 && !isAllowed(host)) throw new AddressRefused()
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))
  if (!isSafe || url.username || url.password) throw new UnsafeAddress('Only https is sent to.')
}

/** Leaving the loop closes the connection. Only the status decides: a body that breaks off changes nothing. */
async function firstBytes(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of body) {
      chunks.push(chunk)
      size += chunk.length
      if (size >= mostBytes) break
    }
  } catch {
    // What came before the break is kept.
  }
  return Buffer.concat(chunks).subarray(0, mostBytes).toString().replaceAll('\u0000', '')
}

function reasonOf(error: unknown): string {
  if (error instanceof AddressRefused || error instanceof UnsafeAddress) return error.code
  const { code } = unansweredCall(error).failure
  return code === 'deadline' ? 'timeout' : code.slice(0, 64)
}
