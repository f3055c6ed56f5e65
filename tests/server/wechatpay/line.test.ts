import { createHash, createPublicKey } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { billOf } from '../../../server/gateways/wechatpay/bills/download-bill'
import { readBill } from '../../../server/gateways/wechatpay/bills/bill-columns'
import { fetchCertificates } from '../../../server/gateways/wechatpay/connection/fetch-certificates'
import { readCertificate } from '../../../server/gateways/wechatpay/connection/platform-certificate'
import {
  createPlatformKeys,
  type Fetched,
} from '../../../server/gateways/wechatpay/connection/platform-keys'
import { verifyText, signText } from '../../../server/gateways/wechatpay/connection/rsa'
import { send, type Connection } from '../../../server/gateways/wechatpay/connection/transport'
import { createHttpClient } from '../../../server/runtime/http-client'
import { createPrivateKey } from 'node:crypto'
import { apiV3Key, keyOf, merchant, now, vectors } from './vectors'

let answer: RequestListener
let base = ''
let told: object[] = []
let heard: { url: string; headers: IncomingHttpHeaders; body: string }[] = []
let end = async () => {}

beforeEach(async () => {
  told = []
  heard = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => (body += String(chunk)))
    request.on('end', () => {
      heard.push({ url: request.url ?? '', headers: request.headers, body })
      answer(request, response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  base = `http://127.0.0.1:${address.port}`
  const connections = createHttpClient({})
  line = { ...line, baseUrl: base, connections }
  end = async () => {
    await connections.close()
    await new Promise((resolve) => server.close(resolve))
  }
})
afterEach(() => end())

const note = (fields: object) => void told.push(fields)
let line: Connection = {
  baseUrl: '',
  backupUrl: null,
  merchant,
  outages: { warn: note },
  signErrors: (_, fields) => note(fields),
  wantedSerial: () => vectors.wechatPay.publicKeyId,
  keyOf,
  connections: createHttpClient({}),
  log: { info: note, warn: note, error: note },
  now: () => now,
}
const signal = AbortSignal.timeout(60_000)
const query = { method: 'GET', path: '/v3/x?mchid=1', signal } as const
const [created] = vectors.answers

async function signedAnswer(body: string) {
  const key = createPrivateKey(vectors.wechatPay.privateKey)
  return {
    'wechatpay-timestamp': String(vectors.now),
    'wechatpay-nonce': 'n',
    'wechatpay-serial': vectors.wechatPay.publicKeyId,
    'wechatpay-signature': await signText(`${vectors.now}\nn\n${body}\n`, key),
  }
}

describe('a call', () => {
  it('that broke once and then reached nobody may have arrived all the same', async () => {
    answer = (request) => request.socket.destroy()
    const nowhere = { ...line, backupUrl: 'http://127.0.0.1:1' }
    expect(await send(nowhere, query)).toMatchObject({ kind: 'silent' })
    expect(heard).toHaveLength(1)
  })

  it('that reached nobody twice did nothing', async () => {
    const nowhere = { ...line, baseUrl: 'http://127.0.0.1:1' }
    expect(await send(nowhere, query)).toMatchObject({ kind: 'unsent' })
  })

  it('is signed over what is sent, says what is wanted, and believes a signed answer', async () => {
    answer = (_, response) => response.writeHead(200, { ...created?.headers }).end(created?.body)
    const body = '{"a":"龙"}'
    const reply = await send(line, { method: 'POST', path: '/v3/x', body, signal })
    expect(reply).toMatchObject({ kind: 'answer', status: 200 })
    const { headers, body: came } = heard[0] ?? { headers: {}, body: '' }
    expect(headers).toMatchObject({
      accept: 'application/json',
      'accept-encoding': 'identity',
      'content-type': 'application/json',
      'wechatpay-serial': vectors.wechatPay.publicKeyId,
      'user-agent': expect.stringContaining('paymax-checkout'),
    })
    const named = (name: string) =>
      new RegExp(`${name}="([^"]+)"`).exec(headers.authorization ?? '')?.[1] ?? ''
    const text = `POST\n/v3/x\n${named('timestamp')}\n${named('nonce_str')}\n${came}\n`
    const key = createPublicKey(vectors.merchant.publicKey)
    expect(await verifyText(Buffer.from(text), named('signature'), key)).toBe(true)
  })

  it('does not believe a success without a signature', async () => {
    answer = (_, response) => response.writeHead(200).end(created?.body)
    expect(await send(line, query)).toMatchObject({
      kind: 'untrusted',
      failure: { code: 'missing_header' },
    })
    answer = (_, response) => response.writeHead(204).end()
    expect(await send(line, query)).toMatchObject({ kind: 'untrusted' })
  })

  it('believes a signed 204', async () => {
    const good = vectors.answers.find(({ name }) => name.startsWith('good, 204'))
    answer = (_, response) => response.writeHead(204, { ...good?.headers }).end()
    expect(await send(line, query)).toEqual({ kind: 'answer', status: 204, body: undefined })
  })

  it('goes once more to the backup, in the same bytes, where nobody listens', async () => {
    answer = (_, response) => response.writeHead(200, { ...created?.headers }).end(created?.body)
    const deaf = { ...line, baseUrl: 'http://127.0.0.1:1', backupUrl: base }
    expect(await send(deaf, query)).toMatchObject({ kind: 'answer' })
    expect(heard).toHaveLength(1)
  })

  it('goes nowhere else after an answer of any kind', async () => {
    answer = (_, response) => response.writeHead(500).end('{"code":"SYSTEM_ERROR"}')
    const reply = await send({ ...line, backupUrl: base }, query)
    expect(reply).toMatchObject({ kind: 'failure', status: 500, failure: { code: 'SYSTEM_ERROR' } })
    expect(heard).toHaveLength(1)
  })

  it('tells the log the Request-ID, and what they built on SIGN_ERROR, no openid', async () => {
    const information = { method: 'POST', truncated_sign_message: 'POST\n/x\n1\nn\n{"oABC"}' }
    const body = { code: 'SIGN_ERROR', detail: { sign_information: information } }
    answer = (_, response) =>
      response.writeHead(401, { 'Request-ID': 'R-1' }).end(JSON.stringify(body))
    await send(line, query)
    expect(told).toContainEqual(
      expect.objectContaining({ gatewayRequestId: 'R-1', path: '/v3/x', status: 401 }),
    )
    expect(told).toContainEqual(expect.objectContaining({ head: 'POST\n/x\n1\nn' }))
    expect(JSON.stringify(told)).not.toContain('oABC')
  })
})

describe('the list of certificates', () => {
  const { headers, body } = vectors.certificates.answer

  it('is opened, then verified with what came out', async () => {
    answer = (_, response) => response.writeHead(200, { ...headers }).end(body)
    const strange = { ...line, keyOf: () => null }
    const fetched = await fetchCertificates(strange, apiV3Key, signal)
    const serials = fetched.kind === 'fetched' && fetched.certificates.map(({ serial }) => serial)
    expect(serials).toEqual(vectors.certificates.opens.map(({ serial }) => serial))
  })

  it('is refused where its bytes were altered, or another key sealed it', async () => {
    answer = (_, response) => response.writeHead(200, { ...headers }).end(`${body} `)
    const strange = { ...line, keyOf: () => null }
    const altered = await fetchCertificates(strange, apiV3Key, signal)
    expect(altered).toEqual({ kind: 'failed', code: 'bad_signature' })
    const other = await fetchCertificates(strange, Buffer.alloc(32, 1), signal)
    expect(other).toEqual({ kind: 'failed', code: 'unopened' })
  })

  it.each([
    [404, '{"code":"RESOURCE_NOT_EXISTS"}', { kind: 'none' }],
    [200, '{"data":[]}', { kind: 'none' }],
    [401, '{"code":"SIGN_ERROR"}', { kind: 'failed', code: 'SIGN_ERROR' }],
  ])('answered by %i %s', async (status, text, expected) => {
    answer = (_, response) => response.writeHead(status).end(text)
    expect(await fetchCertificates(line, apiV3Key, signal)).toEqual(expected)
  })
})

describe('the keys', () => {
  const certificates = Object.values(vectors.wechatPay.platformCertificates).map((one) =>
    readCertificate(one.certificate),
  )
  const [a, b] = certificates
  if (!a || !b) throw new Error('no certificates')
  const clock = { now: () => now, every: () => () => undefined }
  const given = { publicKey: null, certificates: [a], clock, log: line.log }
  let asked = 0
  const lists = (fetched: Fetched) => () => ((asked += 1), Promise.resolve(fetched))

  it('are looked for once more on an unknown serial, then not for a minute', async () => {
    asked = 0
    let at = now
    const fetchList = lists({ kind: 'fetched', certificates: [b] })
    const keys = createPlatformKeys({ ...given, clock: { ...clock, now: () => at }, fetchList })
    expect(await keys.keyOf(b.serial)).toBe(b.key)
    expect(await keys.keyOf(a.serial)).toBe(a.key)
    for (const strange of ['0', '1', '2']) expect(await keys.keyOf(strange)).toBeNull()
    expect(asked).toBe(1)
    at += 61_000
    await Promise.all(['3', '4'].map((serial) => keys.keyOf(serial)))
    expect(asked).toBe(2)
  })

  it('of a certificate hold until it expires', async () => {
    const late = { ...clock, now: () => a.expiresAt }
    const keys = createPlatformKeys({ ...given, clock: late, fetchList: null })
    expect(await keys.keyOf(a.serial)).toBeNull()
    expect(keys.wantedSerial()).toBeNull()
  })

  it('are kept where the list cannot be had, and the start waits for nothing', async () => {
    const keys = createPlatformKeys({ ...given, fetchList: () => Promise.reject(new Error('x')) })
    keys.start()()
    await keys.refresh()
    expect(await keys.keyOf(a.serial)).toBe(a.key)
  })

  it('name the public key as the one to sign under', () => {
    const publicKey = { id: 'PUB_KEY_ID_1', key: a.key }
    const keys = createPlatformKeys({ ...given, publicKey, fetchList: null })
    expect(keys.wantedSerial()).toBe('PUB_KEY_ID_1')
  })
})

describe('a bill', () => {
  const { text, gzip, hash_value: sha1 } = vectors.tradeBill
  const day = { name: '2026-11-29', end: Date.parse('2026-11-29T16:00:00Z') }

  async function bill(file: Buffer | string, hash = sha1) {
    const place = { hash_type: 'SHA1', hash_value: hash, download_url: `${base}/file?token=t` }
    const body = JSON.stringify(place)
    const headers = await signedAnswer(body)
    answer = ({ url }, response) =>
      url?.startsWith('/file')
        ? response.writeHead(200).end(file)
        : response.writeHead(200, headers).end(body)
    return billOf(line, day, signal)
  }

  it.each([Buffer.from(gzip, 'base64'), text])(
    'packed or not has our numbers and fen',
    async (file) => {
      expect(await bill(file)).toEqual({
        outcome: 'answered',
        sums: { count: 2, paid: 12345, refunded: 6172 },
        rows: [
          {
            kind: 'payment',
            chargeNumber: 'ch20261130A0000000000000001',
            refundId: null,
            transactionId: '4200009999202611301234567890',
            amount: 12345,
            status: 'SUCCESS',
          },
          {
            kind: 'refund',
            chargeNumber: 'ch20261130A0000000000000001',
            refundId: 'rf20261130A0000000000000001',
            transactionId: '4200009999202611301234567890',
            amount: 6172,
            status: 'REFUND SUCCESS',
          },
        ],
      })
    },
  )

  it('that is another one than was announced is refused', async () => {
    expect(await bill(`${text} `)).toMatchObject({ failure: { code: 'other_hash' } })
    const overGzip = createHash('sha1').update(Buffer.from(gzip, 'base64')).digest('hex')
    const packed = await bill(Buffer.from(gzip, 'base64'), overGzip)
    expect(packed).toMatchObject({ failure: { code: 'other_hash' } })
  })

  it.each([
    ['STATEMENT_CREATING', 11, 'not_yet'],
    ['NO_STATEMENT_EXIST', 11, 'nothing'],
    ['NO_STATEMENT_EXIST', 9, 'not_yet'],
  ])('%s at %i hours is %s', async (code, hours, outcome) => {
    answer = (_, response) => response.writeHead(400).end(JSON.stringify({ code }))
    const then = { ...line, now: () => day.end + hours * 3_600_000 }
    expect(await billOf(then, day, signal)).toEqual({ outcome })
  })

  it('cut short, or with a line that cannot be read, is unreadable', () => {
    const lines = text.split('\r\n')
    const cut = (kept: string[]) => readBill(Buffer.from(kept.join('\r\n')))
    expect(cut(lines.slice(0, 3))).toHaveProperty('unreadable')
    expect(readBill(Buffer.from(text.replace('`123.45,', '`123.456,')))).toEqual({
      unreadable: 'Line 2 cannot be read.',
    })
    expect(readBill(Buffer.from(text.replace('`1900000001,`0,', '`1900000001,')))).toHaveProperty(
      'unreadable',
    )
  })
})
