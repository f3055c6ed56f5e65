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
  let id = ''
  for (const [at, byte] of random(12).entries()) {
    id +=
      at === 4 || at === 8
        ? `-${alphabet.charAt(byte % alphabet.length)}`
        : alphabet.charAt(byte % alphabet.length)
  }
  return id
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
