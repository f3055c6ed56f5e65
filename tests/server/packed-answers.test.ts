/** A proxy on the way to Paymax or WeChat that packs answers, though nobody asked for that. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, onTestFinished, test } from 'vitest'
import { beijingDayOf } from '../../server/payments/core/beijing-day'
import { createWechatOauth } from '../../server/wechat/oauth'
import { charge, paymaxThat, sealed, statementsThat, wish } from './paymax-line'

const ways = [
  ['gzip', gzipSync],
  ['x-gzip', gzipSync],
  ['br', brotliCompressSync],
  ['deflate', deflateSync],
  ['deflate', deflateRawSync],
  [' GZIP ', gzipSync],
  ['gzip, br', (bytes: Buffer) => brotliCompressSync(gzipSync(bytes))],
  ['identity', (bytes: Buffer) => bytes],
] as const

/** A thousand times more than anybody reads, in a few kilobytes. */
const bomb = Buffer.alloc(300 * 1024 * 1024, ' ')
const bombs = [
  ['gzip', gzipSync(bomb)],
  ['br', brotliCompressSync(bomb)],
  ['deflate', deflateSync(bomb)],
  ['gzip, gzip', gzipSync(gzipSync(bomb))],
] as const

describe('an answer of Paymax that was packed on the way', () => {
  const text = JSON.stringify(charge)

  test.each(ways)(
    'in %j is read, and its signature holds over what was packed',
    async (way, pack) => {
      const { gateway, heard } = await paymaxThat((response) =>
        response
          .writeHead(200, { ...sealed(text), 'content-encoding': way })
          .end(pack(Buffer.from(text))),
      )
      expect(await gateway.createCharge(wish)).toMatchObject({ outcome: 'created' })
      expect(await gateway.queryCharge(charge.id)).toMatchObject({ outcome: 'answered' })
      expect(heard.map(({ headers }) => headers['accept-encoding'])).toEqual([
        'identity',
        'identity',
      ])
    },
  )

  test('and changed there does not verify', async () => {
    const changed = Buffer.from(text.replace('12.5', '0.01'))
    const { gateway } = await paymaxThat((response) =>
      response
        .writeHead(200, { ...sealed(text), 'content-encoding': 'gzip' })
        .end(gzipSync(changed)),
    )
    expect(await gateway.queryCharge(charge.id)).toMatchObject({
      outcome: 'untrusted',
      failure: { code: 'bad_signature' },
    })
  })

  test('may be a failure, whose code is read', async () => {
    const failure = gzipSync(JSON.stringify({ failure_code: 'ILLEGAL_ARGUMENT', failure_msg: '' }))
    const { gateway } = await paymaxThat((response) =>
      response.writeHead(400, { 'content-encoding': 'gzip' }).end(failure),
    )
    expect(await gateway.createCharge(wish)).toMatchObject({ outcome: 'rejected' })
  })

  test.each(bombs)('into a bomb of %s is cut off', async (way, bytes) => {
    const { gateway } = await paymaxThat((response) =>
      response.writeHead(200, { ...sealed(''), 'content-encoding': way }).end(bytes),
    )
    const before = process.memoryUsage().arrayBuffers
    const failure = { code: 'answer_too_long' }
    expect(await gateway.createCharge(wish)).toMatchObject({ outcome: 'lost', failure })
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 * 1024)
  })

  test.each([
    ['in a way nobody knows', 'zstd', Buffer.from('x')],
    ['too often', 'gzip, gzip, gzip', gzipSync(gzipSync(gzipSync(text)))],
    ['and is not what it says', 'gzip', Buffer.from(text)],
    ['and cut', 'br', brotliCompressSync(text).subarray(0, 20)],
  ])('%s is no answer', async (_, way, bytes) => {
    const { gateway } = await paymaxThat((response) =>
      response.writeHead(200, { ...sealed(text), 'content-encoding': way }).end(bytes),
    )
    expect(await gateway.createCharge(wish)).toMatchObject({ outcome: 'lost' })
  })

  test('may be a statement', async () => {
    const { statements, heard } = await statementsThat((response) =>
      response
        .writeHead(400, { 'content-encoding': 'gzip' })
        .end(gzipSync(JSON.stringify({ failure_code: 'OUT_OF_DOWNLOAD', failure_msg: '' }))),
    )
    expect(await statements.statementOf(beijingDayOf(Date.now()))).toMatchObject({
      failure: { code: 'OUT_OF_DOWNLOAD' },
    })
    expect(heard[0]?.headers['accept-encoding']).toBe('identity')
  })
})

/** A WeChat which answers as told, and what it was asked. */
async function wechatThat(reply: (response: ServerResponse) => void) {
  const asked: IncomingMessage['headers'][] = []
  const server = createServer((request, response) => {
    asked.push(request.headers)
    reply(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const oauth = createWechatOauth({
    appId: 'wx2421b1c4370ec43b',
    appSecret: '0123456789abcdef0123456789abcdef',
    scope: 'snsapi_base',
    openUrl: 'https://open.weixin.qq.com',
    apiUrl: `http://127.0.0.1:${String(address.port)}`,
  })
  onTestFinished(async () => {
    await oauth.close()
    server.closeAllConnections()
    server.close()
  })
  return { oauth, asked }
}

describe('an answer of WeChat that was packed on the way', () => {
  const openid = 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o'
  const token = Buffer.from(JSON.stringify({ access_token: 'A', openid, scope: 'snsapi_base' }))

  test.each(ways)('in %j is read', async (way, pack) => {
    const { oauth, asked } = await wechatThat((response) =>
      response.writeHead(200, { 'content-encoding': way }).end(pack(token)),
    )
    expect(await oauth.exchange('code')).toEqual({ outcome: 'payer', openid })
    expect(asked.map((headers) => headers['accept-encoding'])).toEqual(['identity'])
  })

  test.each(bombs)('into a bomb of %s is cut off', async (way, bytes) => {
    const { oauth } = await wechatThat((response) =>
      response.writeHead(200, { 'content-encoding': way }).end(bytes),
    )
    const unavailable = { outcome: 'unavailable', detail: 'The answer is too long.' }
    expect(await oauth.exchange('code')).toMatchObject(unavailable)
  })

  test('in a way nobody knows is none', async () => {
    const { oauth } = await wechatThat((response) =>
      response.writeHead(200, { 'content-encoding': 'zstd' }).end(token),
    )
    expect(await oauth.exchange('code')).toMatchObject({ outcome: 'unavailable', errcode: null })
  })
})
