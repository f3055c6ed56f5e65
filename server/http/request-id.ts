import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { withinRequest } from '../runtime/request-log'

export const requestIdHeader = 'x-request-id'

/** What a proxy or a caller may name a request by: nothing that could be read as anything else. */
const sane = /^[A-Za-z0-9._-]{1,64}$/

/** No letter that is taken for a digit: a payer reads it out. 32 of them. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

export type Random = (bytes: number) => Buffer

/** As `k7f3-9mqx-t2vd`: 60 bits, which no two requests of a log share. */
export function newRequestId(random: Random): string {
  const signs = Array.from(random(12), (byte) => alphabet.charAt(byte % alphabet.length)).join('')
  return `${signs.slice(0, 4)}-${signs.slice(4, 8)}-${signs.slice(8)}`
}

/** @returns the id that a request came with where it is a sane one, else a new one */
export function requestIdOf(random: Random): (request: IncomingMessage) => string {
  return ({ headers }) => {
    const given = headers[requestIdHeader]
    return typeof given === 'string' && sane.test(given) ? given : newRequestId(random)
  }
}

/** Every answer says which request it answers, and every line of the log that is written for it. */
export function registerRequestIds(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.header(requestIdHeader, request.id)
    withinRequest(request.id, done)
  })
}
