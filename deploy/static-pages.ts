/**
 * The last step of `npm run build`: what a web server needs to serve the pages from the disk as the backend
 * would: the compressed pages, and the headers that the backend sends with each, as files for nginx.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import Fastify, { type FastifyInstance } from 'fastify'
import { readPage } from '../server/http/page/read-page'
import { framedByWechat, registerSecurityHeaders } from '../server/http/security-headers'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))
const clientDir = join(dist, 'client')
const forNginx = join(dist, 'nginx')

/** Headers of a single answer, which nginx sets itself. */
const ofOneAnswer = new Set(['connection', 'content-length', 'content-type', 'date'])

/** Taken from the backend's own code, so that both always send the same. */
async function headersOf(app: FastifyInstance, url: string): Promise<string> {
  const { headers } = await app.inject({ url })
  return Object.entries(headers)
    .filter(([name]) => !ofOneAnswer.has(name))
    .map(([name, value]) => `add_header ${name} "${String(value)}" always;\n`)
    .join('')
}

function compressBeside(name: string): void {
  const page = readFileSync(join(clientDir, name))
  writeFileSync(join(clientDir, `${name}.gz`), gzipSync(page, { level: 9 }))
  writeFileSync(join(clientDir, `${name}.br`), brotliCompressSync(page))
}

const app = Fastify()
// The directory does not matter here, but https does: it is all that nginx serves.
const config = { publicUrl: new URL('https://pay.example.com/') }
await registerSecurityHeaders(app, { config, clientDir })
const receipt = framedByWechat(await readPage(clientDir, 'receipt.html'))
app.get('/page', () => '')
app.get('/receipt', { helmet: receipt }, () => '')

mkdirSync(forNginx, { recursive: true })
const madeBy = '# Made by `npm run build`: what the backend sends with this page.\n'
for (const name of ['page', 'receipt']) {
  writeFileSync(join(forNginx, `${name}.conf`), madeBy + (await headersOf(app, `/${name}`)))
}
compressBeside('index.html')
compressBeside('receipt.html')
await app.close()
