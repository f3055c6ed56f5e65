import { describe, expect, test } from 'vitest'
import { openCheckout } from '../support/checkout'
import { faultsOf } from './judge'
import { answersIn, bytesOf, converse, headerOf, type WireAnswer } from './wire'

const options = 'GET /pay/api/options HTTP/1.1\r\nhost: a\r\n'
const hidden = 'GET /pay/api/healthz HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n'
const post = 'POST /pay/api/webhooks/paymax HTTP/1.1\r\nhost: a\r\n'

async function say(origin: URL, text: string): Promise<WireAnswer[]> {
  return answersIn(await converse(origin, Buffer.from(text, 'latin1')))
}

describe('what is no HTTP', () => {
  const unreadable: [name: string, text: string][] = [
    ['nothing like it', 'hello\r\n\r\n'],
    ['another protocol', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
    ['a method that nobody knows', 'PLEASE /pay/api/options HTTP/1.1\r\nhost: a\r\n\r\n'],
    ['a version that nobody knows', 'GET /pay/api/options HTTP/9.9\r\nhost: a\r\n\r\n'],
    ['a space in the address', 'GET /pay/api options HTTP/1.1\r\nhost: a\r\n\r\n'],
    ['U+0000 in the address', 'GET /pay/api/\0 HTTP/1.1\r\nhost: a\r\n\r\n'],
    ['U+0000 in a header', `${options}idempotency-key: a\0b\r\n\r\n`],
    ['a header without a name', `${options}: b\r\n\r\n`],
    ['a header that is no header', `${options}a b\r\n\r\n`],
    ['a header that is folded', `${options} folded: b\r\n\r\n`],
    ['a bare carriage return in a header', `${options}a: b\rset-cookie: c\r\n\r\n`],
    ['headers without end', `${options}a: ${'x'.repeat(20_000)}\r\n\r\n`],
    ['no host', 'GET /pay/api/options HTTP/1.1\r\nconnection: close\r\n\r\n'],
  ]

  test('is answered with a problem, and the connection ends', async () => {
    const { publicUrl } = await openCheckout('embedded')
    for (const [name, text] of unreadable) {
      const answers = await say(publicUrl, text)
      const told = answers.map((answer) => ({
        status: answer.status,
        connection: headerOf(answer, 'connection'),
        faults: faultsOf(answer, null, {}),
      }))
      expect(told, name).toEqual([{ status: 400, connection: 'close', faults: [] }])
    }
  })

  test('gets no answer where it follows an answer: it would pass for one to the next request', async () => {
    const { publicUrl } = await openCheckout('embedded')
    const bytes = await converse(
      publicUrl,
      Buffer.from(`${options}\r\n`),
      Buffer.from('hello\r\n\r\n'),
    )
    expect(answersIn(bytes).map(({ status }) => status)).toEqual([200])
  })
})

describe('a request in which another is hidden', () => {
  const chunk = hidden.length.toString(16)
  const ambiguous: [name: string, rest: string][] = [
    ['length and chunks', `content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['chunks and length', `transfer-encoding: chunked\r\ncontent-length: 4\r\n\r\n0\r\n\r\n`],
    ['two lengths', `content-length: 0\r\ncontent-length: ${hidden.length}\r\n\r\n`],
    ['a list of lengths', `content-length: 0, ${hidden.length}\r\n\r\n`],
    ['a length with a sign', `content-length: +0\r\n\r\n`],
    ['a length below nothing', `content-length: -1\r\n\r\n`],
    ['a length in hexadecimal', `content-length: 0x0\r\n\r\n`],
    ['a length beyond counting', `content-length: ${'9'.repeat(30)}\r\n\r\n`],
    ['chunks by another name', `transfer-encoding: xchunked\r\n\r\n0\r\n\r\n`],
    ['chunks that are not last', `transfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n`],
    ['a space before the colon', `transfer-encoding : chunked\r\n\r\n0\r\n\r\n`],
    ['a tab before the name', `\ttransfer-encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['chunks without a size', `transfer-encoding: chunked\r\n\r\n\r\n${chunk}\r\n`],
    ['chunks of no size known', `transfer-encoding: chunked\r\n\r\nxyz\r\n\r\n`],
    ['a chunk of a size below nothing', `transfer-encoding: chunked\r\n\r\n-1\r\n\r\n`],
    ['chunks ended by a bare line feed', `transfer-encoding: chunked\r\n\r\n0\n\n`],
  ]

  test('is refused whole: at most a refusal is said, and what was hidden is not answered', async () => {
    const { publicUrl } = await openCheckout('embedded')
    for (const [name, rest] of ambiguous) {
      const answers = await say(publicUrl, `${post}${rest}${hidden}`)
      expect(answers.length, name).toBeLessThanOrEqual(1)
      expect(
        answers.flatMap((answer) => faultsOf(answer, null, {})),
        name,
      ).toEqual([])
      expect(
        answers.filter(({ status }) => status < 400),
        name,
      ).toEqual([])
    }
  })
})

describe('several requests on one connection', () => {
  test('sent at once are answered each in its turn', async () => {
    const { publicUrl } = await openCheckout('embedded')
    const unknown = 'GET /pay/api/orders/nobody HTTP/1.1\r\nhost: a\r\n\r\n'
    const answers = await say(publicUrl, `${options}\r\n${unknown}${options}\r\n${hidden}`)
    expect(answers.map(({ status }) => status)).toEqual([200, 404, 200, 200])
  })

  test('after a refused body do not take its bytes for a request', async () => {
    const { publicUrl } = await openCheckout('embedded')
    const head = 'POST /pay/api/session HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n'
    const text = `${head}content-length: ${hidden.length}\r\n\r\n${hidden}${hidden}`
    expect((await say(publicUrl, text)).map(({ status }) => status)).toEqual([403, 200])
  })
})

describe('a body', () => {
  test.each(['/pay/api/webhooks/paymax', '/pay/api/session', '/pay/api/merchant/orders'])(
    'that does not end is refused once it is too large: %s',
    async (path) => {
      const { publicUrl } = await openCheckout('embedded')
      const head = bytesOf(publicUrl, {
        method: 'POST',
        target: path,
        headers: [
          ['transfer-encoding', 'chunked'],
          ['content-type', 'application/json'],
          ['origin', publicUrl.origin],
          ['authorization', 'Bearer merchant-key-of-the-tests'],
        ],
        body: null,
      })
      const chunk = `10000\r\n${'['.repeat(0x10000)}\r\n`
      const bytes = Buffer.concat([head, Buffer.from(chunk.repeat(6))])
      const [answer] = answersIn(await converse(publicUrl, bytes))
      expect(answer?.status).toBe(413)
      expect(answer && faultsOf(answer, null, {})).toEqual([])
    },
  )

  test('that is too large is read to its end, so that nginx, which still sends it, hears of it', async () => {
    const { publicUrl } = await openCheckout('embedded')
    const half = 'x'.repeat(450_000)
    const begun = Buffer.from(`${post}content-length: ${2 * half.length}\r\n\r\n${half}`)
    const rest = Buffer.from(`${half}${hidden}`)
    const answers = answersIn(await converse(publicUrl, begun, rest))
    expect(answers.map(({ status }) => status)).toEqual([413, 200])
  })

  test('that says it is enormous is refused before it is sent', async () => {
    const { publicUrl } = await openCheckout('embedded')
    const [answer] = await say(
      publicUrl,
      `${post}content-length: 99999999999\r\nconnection: close\r\n\r\n`,
    )
    expect(answer?.status).toBe(413)
  })

  test('in plain text is not taken for JSON', async () => {
    const { publicUrl } = await openCheckout('embedded')
    const headers = { authorization: 'Bearer merchant-key-of-the-tests' }
    const init = { method: 'POST', headers, body: '{}' }
    const answer = await fetch(new URL('api/merchant/orders', publicUrl), init)
    expect(answer.status).toBe(415)
  })
})

describe('a method', () => {
  test('that no call has leads nowhere', async () => {
    const { publicUrl } = await openCheckout('embedded')
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND', 'PURGE']) {
      const text = `${method} /pay/api/options HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`
      const [answer] = await say(publicUrl, text)
      expect(answer?.status, method).toBe(404)
      expect(answer && faultsOf(answer, null, {}), method).toEqual([])
    }
  })

  test('that asks for a tunnel gets none', async () => {
    const { publicUrl } = await openCheckout('embedded')
    expect(await say(publicUrl, 'CONNECT a:80 HTTP/1.1\r\nhost: a\r\n\r\n')).toEqual([])
  })

  test('HEAD is answered without a body', async () => {
    const { publicUrl } = await openCheckout('embedded')
    const text = 'HEAD /pay/api/orders/nobody HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n'
    const bytes = await converse(publicUrl, Buffer.from(text))
    const [answer] = answersIn(bytes, ['HEAD'])
    expect(answer?.status).toBe(404)
    expect(bytes.toString('latin1').endsWith('\r\n\r\n')).toBe(true)
  })

  test('that another names in its place is not believed', async () => {
    const { publicUrl } = await openCheckout('embedded')
    const headers = { 'x-http-method-override': 'POST', 'x-method-override': 'DELETE' }
    expect((await fetch(new URL('api/options', publicUrl), { headers })).status).toBe(200)
  })
})

describe('a header', () => {
  const odd = [
    'expect: 100-continue',
    'expect: a miracle',
    'upgrade: websocket\r\nconnection: upgrade, close',
    'accept: \xff\xfe',
    'accept-encoding: ,,;q=NaN',
    'range: bytes=0-0,0-0,0-0',
    'cookie: checkout-pay=%',
    'cookie: =;;;==; __proto__=1; checkout-pay=;checkout-pay=a',
    `cookie: ${'a=b; '.repeat(2_000)}`,
    'x-forwarded-for: \xff, 1.2.3.4\r\nx-forwarded-for: <script>',
    'forwarded: for="_"',
    'host: evil.example\r\nx-forwarded-host: evil.example',
    'user-agent: ',
    'content-type: application/json\r\ncontent-type: text/plain',
    'a: b\r\n'.repeat(2_500),
  ]

  test('that is odd changes nothing', async () => {
    const { publicUrl, log } = await openCheckout('embedded')
    for (const header of odd) {
      const answers = await say(
        publicUrl,
        `${options}connection: close\r\n${header.trim()}\r\n\r\n`,
      )
      expect(answers.filter(({ status }) => status >= 200).map(({ status }) => status)).toEqual([
        200,
      ])
      expect(JSON.stringify(answers)).not.toContain('evil')
    }
    expect(log.join('')).not.toMatch(/"level":[56]0/)
  })

  test.each(['authorize?to=checkout%0d%0aset-cookie:%20a=b', 'authorize?to=checkout%0aa'])(
    'cannot be put into the answer by an address: %s',
    async (path) => {
      const { publicUrl } = await openCheckout('embedded')
      const answer = await fetch(new URL(`api/oauth/${path}`, publicUrl), { redirect: 'manual' })
      expect(answer.status).toBe(400)
      expect(answer.headers.getSetCookie()).toEqual([])
    },
  )
})

test('an address of a payer that is none is not passed on to Paymax', async () => {
  const { merchant, phone, sandbox } = await openCheckout('embedded', { TRUST_PROXY: 'true' })
  const { orderId } = await merchant.placed()
  const payer = phone()
  await payer.signedIn('checkout')
  const spoofed = { 'x-forwarded-for': '999.999.999.999' }
  expect((await payer.post(`api/orders/${orderId}/charges`, {}, spoofed)).status).toBe(201)
  expect(JSON.stringify(sandbox.messages.list())).not.toContain('999.999.999.999')
})
