/** What comes in through the nginx that is shipped, and what of it the backend is told. */
import { readFile } from 'node:fs/promises'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { connect, type SecureVersion } from 'node:tls'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readConfig } from '../../../server/config/config'
import type { Problem } from '../../../server/contract/problems'
import { openCheckout } from '../support/checkout'
import { leftOut, startNginx } from '../support/nginx'
import { takeOwnCertificate } from '../support/own-certificate'
import { startRawServer } from './raw-server'

// Another address of loopback than nginx's: the payer's.
takeOwnCertificate('127.0.0.2')

async function nginxBefore(...backends: number[]) {
  const nginx = await startNginx(backends)
  onTestFinished(nginx.stop)
  return nginx
}

async function open() {
  const server = await startRawServer()
  server.answers('HTTP/1.1 204 No Content\r\n\r\n')
  return { server, nginx: await nginxBefore(server.port) }
}

describe.skipIf(leftOut)(`through the nginx that is shipped${leftOut ?? ''}`, () => {
  test('the backend is told for which host, over what and for whom it is asked', async () => {
    const { server, nginx } = await open()
    await fetch(`${nginx.https}/pay/checkout`, {
      headers: { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'http' },
    })
    const lines = server.lastRequest().toLowerCase().split('\r\n')
    expect(lines.filter((line) => /^(host|x-forwarded-\w+|connection):/.test(line)).sort()).toEqual(
      ['host: 127.0.0.1', 'x-forwarded-for: 127.0.0.2', 'x-forwarded-proto: https'],
    )
  })

  test('a file for WeChat that is not on the disk is asked of the backend; over http, https', async () => {
    const { server, nginx } = await open()
    const answer = await fetch(`${nginx.https}/MP_verify_other.txt`)
    expect([answer.status, server.requests()]).toEqual([204, 1])
    const plain = await fetch(`${nginx.http}/MP_verify_other.txt`, { redirect: 'manual' })
    expect([plain.status, plain.headers.get('location')]).toEqual([
      308,
      'https://127.0.0.1/MP_verify_other.txt',
    ])
  })

  test('a body that is too long for the backend is refused by the backend', async () => {
    const { publicUrl } = await openCheckout('embedded')
    const nginx = await nginxBefore(Number(publicUrl.port))
    const body = 'x'.repeat(900_000)
    const answer = await fetch(`${nginx.https}/pay/api/webhooks/paymax`, { method: 'POST', body })
    expect(answer.status).toBe(413)
    expect(((await answer.json()) as Problem).code).toBe('payload_too_large')
  })

  test('nobody is told which version it is', async () => {
    const { nginx } = await open()
    for (const origin of [nginx.https, nginx.http]) {
      const answer = await fetch(`${origin}/pay/`, { redirect: 'manual' })
      expect(answer.headers.get('server')).toBe('nginx')
    }
  })

  test('what is asked over http is logged without WeChat’s code as well', async () => {
    const { nginx } = await open()
    await fetch(`${nginx.http}/pay/oauth?code=secret-code&state=1`, { redirect: 'manual' })
    await expect.poll(nginx.accessLog).toContain('GET /pay/oauth 308')
    expect(await nginx.accessLog()).not.toContain('secret')
  })

  test.each<[SecureVersion, boolean]>([
    ['TLSv1.1', false],
    ['TLSv1.2', true],
    ['TLSv1.3', true],
  ])('%s is spoken: %s', async (version, isSpoken) => {
    const { nginx } = await open()
    const socket = connect({
      host: '127.0.0.1',
      port: Number(new URL(nginx.https).port),
      rejectUnauthorized: false,
      minVersion: version,
      maxVersion: version,
      // Else Node.js itself would not try the old one.
      ciphers: 'DEFAULT@SECLEVEL=0',
    })
    onTestFinished(() => void socket.destroy())
    const spoken = await once(socket, 'secureConnect').then(
      () => socket.getProtocol(),
      () => null,
    )
    expect(spoken).toBe(isSpoken ? version : null)
  })

  test('who comes back goes on with the session that they had', async () => {
    const { nginx } = await open()
    const handshake = async (session?: Buffer) => {
      const socket = connect({
        host: '127.0.0.1',
        port: Number(new URL(nginx.https).port),
        rejectUnauthorized: false,
        maxVersion: 'TLSv1.2',
        ...(session && { session }),
      })
      onTestFinished(() => void socket.destroy())
      await once(socket, 'secureConnect')
      return socket
    }
    const first = await handshake()
    expect(first.isSessionReused()).toBe(false)
    expect((await handshake(first.getSession())).isSessionReused()).toBe(true)
  })
})

const read = (name: string) =>
  readFile(fileURLToPath(new URL(`../../../deploy/nginx/${name}`, import.meta.url)), 'utf8')

test('the nginx that is shipped keeps no tickets with a key of its own, speaks no old TLS, and packs nothing again', async () => {
  // Its key would be as old as the process, and open every session since.
  expect(await read('checkout/tls.conf')).toMatch(/^ssl_session_tickets off;$/m)
  // Where OpenSSL itself refuses older ones, no connection tells.
  expect(await read('checkout/tls.conf')).toMatch(/^ssl_protocols TLSv1\.2 TLSv1\.3;$/m)
  expect(await read('checkout/common.conf')).toMatch(/^gzip off;$/m)
})

describe('the times of the nginx that is shipped', () => {
  const secondsOf = (text: string, directive: string) =>
    Number(new RegExp(`^\\s*${directive} (\\d+)s;`, 'm').exec(text)?.[1])

  test('fit those of the backend', async () => {
    const { environment } = await openCheckout('embedded')
    const { drain } = readConfig({ ...environment, DRAIN: '' })
    const [main, pass] = [await read('nginx.conf'), await read('checkout/pass.conf')]
    const idle = secondsOf(main, 'keepalive_timeout')
    // A connection that is hung up on by nginx is not met closed by a backend that stops.
    expect(idle).toBeGreaterThan(0)
    expect(idle * 1000).toBeLessThan(drain)
    // Longer than the longest status query; and who does not connect leaves time for the next one.
    expect(secondsOf(pass, 'proxy_read_timeout')).toBeGreaterThan(25)
    const connecting = secondsOf(pass, 'proxy_connect_timeout')
    expect(2 * connecting).toBeLessThan(secondsOf(pass, 'proxy_next_upstream_timeout'))
  })
})
