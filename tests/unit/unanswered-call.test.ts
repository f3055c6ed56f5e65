/** What is known of a call that nobody answered: whether it may have arrived. */
import { describe, expect, test } from 'vitest'
import { connectionFailed, silent, unansweredCall } from '../../server/runtime/unanswered-call'

const failing = (code: string) => Object.assign(new Error('no good'), { code })

describe('a call', () => {
  test.each([
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'ENETUNREACH',
    'EHOSTUNREACH',
    'UND_ERR_CONNECT_TIMEOUT',
  ])('that ends with %s has not been sent, and is worth one more try', (code) => {
    const call = unansweredCall(failing(code))
    expect(call).toEqual({
      kind: 'unsent',
      failure: { reason: 'unanswered', code, message: 'no good' },
    })
    expect(connectionFailed(call)).toBe(true)
  })

  test.each(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'])(
    'whose connection broke with %s may have arrived, and is worth one more try',
    (code) => {
      const call = unansweredCall(failing(code))
      expect([call.kind, connectionFailed(call)]).toEqual(['silent', true])
    },
  )

  test.each(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'CERT_HAS_EXPIRED', 'EMFILE'])(
    'that ends with %s may have arrived, and is not made again',
    (code) => {
      const call = unansweredCall(failing(code))
      expect([call.kind, connectionFailed(call)]).toEqual(['silent', false])
    },
  )

  test.each(['TimeoutError', 'AbortError'])('that ended by %s had its time', (name) => {
    const call = unansweredCall(new DOMException('over', name))
    expect(call).toEqual(silent('deadline', 'No answer in time.'))
    expect(connectionFailed(call)).toBe(false)
  })

  test('that ends with something without a code is called by its name', () => {
    expect(unansweredCall(new TypeError('x')).failure.code).toBe('TypeError')
    expect(unansweredCall('a string')).toMatchObject({ kind: 'silent', failure: { code: 'Error' } })
  })
})
