import type { FastifyInstance, FastifyRequest } from 'fastify'
import { CheckoutError } from '../contract/errors'
import { decodeUtf8 } from '../runtime/utf8'

/**
 * Reads JSON bodies as UTF-8 (RFC 8259, 8.1) or refuses them: in another encoding, or with a truncated
 * character, text would be stored and sent on that nobody wrote.
 * @param emptyIsNone many clients send an empty body with a JSON content type
 */
export function readJsonAsUtf8(app: FastifyInstance, emptyIsNone = false): void {
  app.removeContentTypeParser('application/json')
  parseAsJson(app, 'application/json', emptyIsNone)
}

/** Reads text that contains JSON the same way, and nothing else. */
export function readTextAsJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  parseAsJson(app, 'text/plain', false)
}

function parseAsJson(app: FastifyInstance, type: string, emptyIsNone: boolean): void {
  const parseJson = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser<Buffer>(type, { parseAs: 'buffer' }, (request, body, done) => {
    const text = decodeUtf8(body)
    if (text === null) done(notUtf8('body'))
    else if (text === '' && emptyIsNone) done(null, undefined)
    else void parseJson(request, text, done)
  })
}

/** The part of the address that a route reads must be percent-encoded UTF-8; the rest may be anything. */
export function refuseBrokenQueries(app: FastifyInstance): void {
  app.addHook('preValidation', (request, _reply, done) => {
    done(isBroken(request) ? notUtf8('querystring') : undefined)
  })
}

function isBroken({ url, routeOptions }: FastifyRequest): boolean {
  const read = namesIn(routeOptions.schema?.querystring)
  if (read.length === 0) return false
  const query = url.slice(url.indexOf('?') + 1 || url.length)
  return query.split('&').some((pair) => {
    const [name = ''] = pair.split('=', 1)
    return read.includes(decoded(name) ?? name) && decoded(pair) === null
  })
}

function namesIn(schema: unknown): readonly string[] {
  const isObject = typeof schema === 'object' && schema !== null && 'properties' in schema
  return isObject && schema.properties ? Object.keys(schema.properties) : []
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

function notUtf8(part: string): CheckoutError {
  return new CheckoutError('invalid_request', `The ${part} is not UTF-8.`)
}
