/** Pages from nginx's disk: a payer's browser gets what the backend would have sent, and the rest is the backend's. */
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, onTestFinished, test } from 'vitest'
import { freePort } from '../../../mocks/sandbox/demo/ports'
import { openCheckout } from '../support/checkout'
import { leftOut, startNginx } from '../support/nginx'
import { takeOwnCertificate } from '../support/own-certificate'

takeOwnCertificate()

const PUBLIC_URL = 'https://pay.example.com/a/pay/'
const client = new URL('../../../dist/client/', import.meta.url)

/** The built pages, behind nginx and straight from the backend. */
async function open() {
  const environment = { PUBLIC_URL, TRUST_PROXY: 'loopback' }
  const { publicUrl } = await openCheckout('embedded', environment, {
    clientDir: fileURLToPath(client),
  })
  const nginx = await startNginx([Number(publicUrl.port)], '/a/pay/')
  onTestFinished(nginx.stop)
  return { publicUrl, base: new URL('/a/pay/', nginx.https) }
}

/** How the file itself is carried: each server has its own way. */
const ofTheFile =
  /^(accept-ranges|connection|content-encoding|content-length|date|etag|keep-alive|last-modified|server|server-timing|transfer-encoding|x-request-id)$/

async function seen(url: URL, encoding = 'gzip') {
  const answer = await fetch(url, { headers: { 'accept-encoding': encoding }, redirect: 'manual' })
  const headers = [...answer.headers].filter(([name]) => !ofTheFile.test(name))
  return {
    status: answer.status,
    headers: Object.fromEntries(headers),
    encoding: answer.headers.get('content-encoding'),
    body: await answer.text(),
  }
}

const pages = ['', 'checkout', 'oauth', 'success', 'failure', 'pending', 'wechat', 'receipt']

/** The scripts and styles, without what lies compressed beside them. */
async function assets(): Promise<string[]> {
  const names = await readdir(new URL('assets/', client))
  return names.filter((name) => /\.(js|css)$/.test(name)).map((name) => `assets/${name}`)
}

describe.skipIf(leftOut)(`pages from nginx's disk${leftOut ?? ''}`, () => {
  test('have the headers that the backend sends, and are compressed', async () => {
    const { publicUrl, base } = await open()
    for (const path of [...pages, ...(await assets())]) {
      const { headers, status } = await seen(new URL(path, publicUrl))
      expect(await seen(new URL(path, base)), path).toMatchObject({
        status,
        headers,
        encoding: 'gzip',
      })
      expect((await seen(new URL(path, base), 'identity')).encoding, path).toBeNull()
    }
  })

  test('are the built ones, and the receipt alone may be framed', async () => {
    const { base } = await open()
    for (const [path, file] of [
      ['checkout?order=1', 'index.html'],
      ['receipt?out_trade_no=N', 'receipt.html'],
    ] as const) {
      const built = await readFile(new URL(file, client), 'utf8')
      expect((await seen(new URL(path, base))).body).toBe(built)
    }
    expect((await seen(new URL('receipt', base))).headers).not.toHaveProperty('x-frame-options')
    expect((await seen(new URL('checkout', base))).headers['x-frame-options']).toBe('DENY')
  })

  test('come from it whole, scripts and styles as well, while no process takes a request', async () => {
    const nginx = await startNginx([await freePort()], '/a/pay/')
    onTestFinished(nginx.stop)
    const base = new URL('/a/pay/', nginx.https)
    expect((await seen(new URL('api/readyz', base))).status).toBe(502)
    const fileOf = (path: string) => (path === 'receipt' ? 'receipt.html' : 'index.html')
    const shown = pages.map((path) => [path, fileOf(path)] as const)
    const loaded = (await assets()).map((path) => [path, path] as const)
    expect(loaded.map(([path]) => path.split('.').pop())).toContain('css')
    for (const [path, file] of [...shown, ...loaded]) {
      const built = await readFile(new URL(file, client), 'utf8')
      const { status, body } = await seen(new URL(path, base))
      expect({ path, status, isBuilt: body === built }).toEqual({
        path,
        status: 200,
        isBuilt: true,
      })
    }
  })

  test('are not kept for ever where they are gone, and have their headers all the same', async () => {
    const { publicUrl, base } = await open()
    const path = 'assets/gone-0a1b2c3d.js'
    const direct = await seen(new URL(path, publicUrl))
    const { status, headers } = await seen(new URL(path, base))
    expect([status, direct.status]).toEqual([404, 404])
    expect(headers['cache-control'] ?? '').not.toContain('immutable')
    for (const name of ['strict-transport-security', 'x-content-type-options', 'x-frame-options']) {
      expect(headers[name], name).toBe(direct.headers[name])
      expect(headers[name], name).toBeDefined()
    }
  })

  test('leave every other address to the backend', async () => {
    const { publicUrl, base } = await open()
    const others = ['nothing', 'nothing.js', 'checkout/', '../pay', 'api/readyz', 'index.html.gz']
    for (const path of others) {
      const direct = await seen(new URL(path, publicUrl))
      const { status, headers } = await seen(new URL(path, base))
      expect({ path, status }).toEqual({ path, status: direct.status })
      expect(headers['content-security-policy']).toBe(direct.headers['content-security-policy'])
    }
  })
})

test('the build leaves every page, script and style compressed beside itself, in both ways', async () => {
  for (const file of ['index.html', 'receipt.html', ...(await assets())]) {
    const built = await readFile(new URL(file, client))
    const packed = (end: string) => readFile(new URL(`${file}.${end}`, client))
    expect(gunzipSync(await packed('gz')).equals(built), file).toBe(true)
    // A web server with the module for it takes these.
    expect(brotliDecompressSync(await packed('br')).equals(built), file).toBe(true)
  }
})
