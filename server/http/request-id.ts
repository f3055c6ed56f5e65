import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { withinRequest } from '../runtime/request-log'

export const requestIdHeader = 'x-request-id'

/** The form of a request id that a proxy or caller may set: nothing that could be misread. */
const sane = /^[A-Za-z0-9._-]{1,64}$/

/** 32 characters, without letters that look like digits: payers read ids out. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

export type Random = (bytes: number) => Buffer

/** Like `k7f3-9mqx-t2vd`: 60 random bits. */
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

/** @returns the id that a request came with where it is valid, otherwise a new one */
export function requestIdOf(random: Random): (request: IncomingMessage) => string {
  return ({ headers }) => {
    const given = headers[requestIdHeader]
    return typeof given === 'string' && sane.test(given) ? given : newRequestId(random)
  }
}

/** Every answer has its request's id, and so has every line of the log written for it. */
export function registerRequestIds(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.header(requestIdHeader, request.id)
    withinRequest(request.id, done)
  })
}
