import type { FastifyInstance } from 'fastify'
import { CheckoutError } from '../contract/errors'

/**
 * Answers requests that Node.js would answer by itself without a body, so that every failure is a problem
 * document.
 */
export function answerExpectAndHost(app: FastifyInstance): void {
  // RFC 9110, 10.1.1: an unknown expectation may be ignored.
  app.server.on('checkExpectation', (request, response) => {
    app.server.emit('request', request, response)
  })
  app.addHook('onRequest', (request, _reply, done) => {
    if (request.headers.host === undefined && request.raw.httpVersion !== '1.0') {
      throw new CheckoutError('invalid_request', 'The request could not be read.')
    }
    done()
  })
}
