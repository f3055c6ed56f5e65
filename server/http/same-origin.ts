import type { onRequestAsyncHookHandler } from 'fastify'
import type { Config } from '../config/config'
import { CheckoutError } from '../contract/errors'

/**
 * Only our own pages may change something: the cookie is sent with any request from this browser, but the
 * Origin says which page sent it. Only JSON is read: a form on another site cannot send it without a
 * preflight.
 * @param type the body's content type
 * @throws CheckoutError forbidden_origin, unsupported_media_type
 */
export function fromOurPages(
  { publicUrl }: Config,
  type: 'application/json' | 'text/plain' = 'application/json',
): onRequestAsyncHookHandler {
  return async (request) => {
    if (request.headers.origin !== publicUrl.origin) {
      const extra = { publicUrl: publicUrl.href }
      const detail = 'This call is for the checkout’s own pages.'
      throw new CheckoutError('forbidden_origin', detail, { extra })
    }
    const [given = ''] = (request.headers['content-type'] ?? '').split(';', 1)
    if (given.trim().toLowerCase() !== type) {
      throw new CheckoutError('unsupported_media_type', `The body must be ${type}.`)
    }
    return Promise.resolve()
  }
}
