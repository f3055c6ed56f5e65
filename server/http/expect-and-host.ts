import type { FastifyInstance } from 'fastify'
import { CheckoutError } from '../contract/errors'

/** What Node would answer by itself, without a body, is answered by us: always with a problem. */
export function answerExpectAndHost(app: FastifyInstance): void {
  // RFC 9110, 10.1.1: an expectation that is not known may be ignored.
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
