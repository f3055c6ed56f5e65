import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import Fastify from 'fastify'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { compressPage } from '../../server/http/page/compressed-page'

const filler = Array.from({ length: 400 }, (_, i) => `<p>第 ${String(i)} 行，店里的话</p>`).join(
  '\n',
)
const page = `<!doctype html><head>${filler}</head><!-- told --><body>${filler}<p>没有了</p></body>`
const plain = page.replace('<!-- told -->', '')

/** A page, served; asked for once it has been packed. */
async function serve(told: string | null = null, html = page) {
  const packed = compressPage(html)
  packed.pack()
  const app = Fastify()
  app.get('/', (request, reply) => packed.send(request, reply, 200, told))
  onTestFinished(() => app.close())
  const ask = (headers: Record<string, string>) => app.inject({ url: '/', headers })
  await vi.waitFor(async () => {
    const brotli = await ask({ 'accept-encoding': 'br' })
    const fits =
      told === null || told.length > 1500 || brotliText(brotli.rawPayload).includes('told')
    expect(brotli.headers['content-encoding'] === 'br' && fits).toBe(true)
    expect((await ask({ 'accept-encoding': 'gzip' })).headers['content-encoding']).toBe('gzip')
  }, 30_000)
  return ask
}

const brotliText = (bytes: Buffer) => brotliDecompressSync(bytes).toString()

describe('a page goes out in the best form that its asker takes', () => {
  test.each([
    ['gzip, deflate, br', 'br'],
    ['br;q=0, gzip', 'gzip'],
    ['gzip;q=0.5', 'gzip'],
    ['deflate', undefined],
    ['identity', undefined],
    ['brotli', undefined],
  ])('%s: %s', async (accepted, encoding) => {
    const ask = await serve()
    const { headers, rawPayload } = await ask({ 'accept-encoding': accepted })
    const unpack = { br: brotliDecompressSync, gzip: gunzipSync, none: (bytes: Buffer) => bytes }
    expect(headers['content-encoding']).toBe(encoding)
    expect(headers['vary']).toContain('Accept-Encoding')
    expect(unpack[(encoding as 'br' | 'gzip' | undefined) ?? 'none'](rawPayload).toString()).toBe(
      plain,
    )
  })

  test('who has it already is told that it is the same, form by form', async () => {
    const ask = await serve()
    const { headers } = await ask({ 'accept-encoding': 'br' })
    const known = { 'if-none-match': String(headers.etag) }
    expect((await ask({ 'accept-encoding': 'br', ...known })).statusCode).toBe(304)
    expect((await ask({ 'accept-encoding': 'gzip', ...known })).statusCode).toBe(200)
  })
})

describe('what is told to one request', () => {
  const told = JSON.stringify({ subject: '手冲咖啡 </script><b>', amount: 2800 })
  const safe = told.replaceAll('<', '\\u003c')
  const block = `<script type="application/json" id="told">${safe}</script>`

  test.each([
    ['br', brotliText],
    ['identity', String],
  ])(
    'stands in the page where it belongs, and cannot end its own block: %s',
    async (form, read) => {
      const ask = await serve(told)
      const { headers, rawPayload } = await ask({ 'accept-encoding': form })
      expect(read(rawPayload).replace(/(<\/script>) *(<body>)/, '$1$2')).toBe(
        page.replace('<!-- told -->', () => block),
      )
      expect(headers.etag).toBeUndefined()
    },
  )

  test('whatever it is, the rest of the page comes out as it went in', async () => {
    for (const length of [1, 300, 700, 760, 1400]) {
      const text = JSON.stringify('语'.repeat(length / 3) + 'x')
      const ask = await serve(text)
      const { rawPayload } = await ask({ 'accept-encoding': 'br' })
      const read = brotliText(rawPayload)
      expect(read.startsWith(page.slice(0, page.indexOf('<!--')))).toBe(true)
      expect(read.endsWith(page.slice(page.indexOf('<body>')))).toBe(true)
      expect(read).toContain(text)
    }
  })

  test('is left out where it is too long, and the page still comes', async () => {
    const ask = await serve(JSON.stringify('x'.repeat(2000)))
    const { rawPayload } = await ask({ 'accept-encoding': 'br' })
    expect(brotliText(rawPayload)).toBe(plain)
  })
})
