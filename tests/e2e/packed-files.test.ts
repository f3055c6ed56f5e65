import { readdirSync } from 'node:fs'
import { get } from 'node:http'
import { fileURLToPath } from 'node:url'
import { expect, test } from './support/test'

test.use({ setting: { direct: true } })

const assets = fileURLToPath(new URL('../../dist/client/assets/', import.meta.url))

/** Asks with this header and no other. */
function ask(url: string, accepted: string): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': accepted } }, (answer) => {
      answer.resume()
      resolve({ ...answer.headers })
    }).on('error', reject)
  })
}

test('what is sent in the form that its asker takes says so to caches, pages and scripts alike', async ({
  checkout,
}) => {
  const scripts = readdirSync(assets).filter((name) => name.endsWith('.js'))
  expect(scripts.length).toBeGreaterThan(0)
  const paths = ['checkout', 'receipt', 'nothing', ...scripts.map((name) => `assets/${name}`)]
  for (const path of paths) {
    for (const accepted of ['br', 'gzip', 'identity']) {
      const headers = await ask(checkout.publicUrl + path, accepted)
      expect(headers['vary'], `${path} for ${accepted}`).toContain('Accept-Encoding')
    }
    const script = path.startsWith('assets/')
    if (!script) continue
    for (const packed of ['br', 'gzip']) {
      const headers = await ask(checkout.publicUrl + path, packed)
      expect(headers['content-encoding'], path).toBe(packed)
    }
  }
})
