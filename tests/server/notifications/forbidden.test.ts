/** Nothing is ever sent to an address of our own house, however it is named. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { allowedNetworks } from '../../../server/notifications/allowed-networks'
import {
  AddressRefused,
  guardedLookup,
  type Resolve,
} from '../../../server/notifications/guarded-lookup'
import { createPost } from '../../../server/notifications/post'

const forbidden = [
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  // Metadata of Alibaba Cloud; of Tencent Cloud; of the others; Azure's platform.
  '100.100.100.200',
  '169.254.0.23',
  '169.254.169.254',
  '168.63.129.16',
  '127.0.0.1',
  '127.255.255.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.0.1',
  '192.0.0.192',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:a00:1',
  '::7f00:1',
  '64:ff9b::7f00:1',
  '2001::1',
  '2002:7f00:1::',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'fec0::1',
  'ff02::1',
  'localhost',
  '',
]

const open = ['8.8.8.8', '101.226.212.27', '172.32.0.1', '100.128.0.1', '2400:3200::1', '2606::1']

describe('an address on the internet', () => {
  const isAllowed = allowedNetworks([])
  test.each(forbidden)('is not %s', (ip) => expect(isAllowed(ip)).toBe(false))
  test.each(open)('may be %s', (ip) => expect(isAllowed(ip)).toBe(true))

  test('is allowed by name and nothing beside it', () => {
    const some = allowedNetworks(['10.1.0.0/16', '::1', '192.168.7.7'])
    const asked = ['10.1.2.3', '10.2.0.1', '::1', '::2', '192.168.7.7', '192.168.7.8', '127.0.0.1']
    expect(asked.filter(some)).toEqual(['10.1.2.3', '::1', '192.168.7.7'])
  })
})

describe('a notification', () => {
  /** A server on this machine that must never hear of it. */
  async function house() {
    let heard = 0
    const server = createServer((_request, response) => {
      heard += 1
      response.end()
    })
    server.on('connection', () => (heard += 1))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    })
    return { port: (server.address() as AddressInfo).port, heard: () => heard }
  }

  async function sentTo(url: string, resolve?: Resolve, allowed: string[] = []) {
    const post = createPost(allowedNetworks(allowed), { connect: 1_000, whole: 2_000 }, resolve)
    onTestFinished(() => post.close())
    return post.send(url, {}, '{}', new AbortController().signal)
  }

  const meaning =
    (...addresses: string[]): Resolve =>
    (_name, _options, done) =>
      done(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      )

  test.each([
    'http://127.0.0.1:PORT/',
    'http://localhost:PORT/',
    'https://127.0.0.1:PORT/',
    'https://localhost:PORT/',
    'https://127.1:PORT/',
    'https://2130706433:PORT/',
    'https://0x7f.0.0.1:PORT/',
    'https://0177.0.0.1:PORT/',
    'https://[::ffff:127.0.0.1]:PORT/',
    'https://[::1]:PORT/',
    'https://①②⑦.0.0.1:PORT/',
  ])('is not sent to %s', async (url) => {
    const { port, heard } = await house()
    const came = await sentTo(url.replace('PORT', String(port)))
    expect(came).toMatchObject({ status: null, error: 'address_refused' })
    expect(heard()).toBe(0)
  })

  test('is not sent to a name that means a private address, among others too', async () => {
    const { port, heard } = await house()
    const url = `https://shop.example.com:${port}/`
    for (const means of [meaning('127.0.0.1'), meaning('8.8.8.8', '127.0.0.1'), meaning('::1')]) {
      expect(await sentTo(url, means)).toMatchObject({ error: 'address_refused' })
    }
    expect(heard()).toBe(0)
  })

  test('is not sent to a name that means another address a moment later: each connection asks', async () => {
    const { port, heard } = await house()
    let asked = 0
    const turning: Resolve = (name, options, done) => {
      asked += 1
      meaning(asked === 1 ? '203.0.113.1' : '127.0.0.1')(name, options, done)
    }
    const post = createPost(
      allowedNetworks(['203.0.113.0/24']),
      { connect: 200, whole: 400 },
      turning,
    )
    onTestFinished(() => post.close())
    const signal = new AbortController().signal
    for (let n = 0; n < 2; n += 1)
      await post.send(`https://shop.example.com:${port}/`, {}, '', signal)
    expect(asked).toBe(2)
    expect(heard()).toBe(0)
  })

  test.each(['ENOTFOUND', 'EAI_AGAIN'])(
    'to a name that the DNS answers with %s is sent nowhere, and says why',
    async (code) => {
      const failing: Resolve = (_name, _options, done) =>
        done(Object.assign(new Error(`getaddrinfo ${code}`), { code }), [])
      expect(await sentTo('https://shop.example.com/', failing)).toEqual({
        status: null,
        error: code,
        answer: '',
      })
    },
  )

  test('is sent to the first address where one is asked for, once all of them are looked at', async () => {
    const looked = (isAllowed: (ip: string) => boolean, ...addresses: string[]) =>
      new Promise((settle) => {
        const lookup = guardedLookup(isAllowed, (name, options, done) => {
          expect(options.all).toBe(true)
          meaning(...addresses)(name, options, done)
        })
        lookup('shop.example.com', {}, (...told) => settle(told))
      })
    const both = ['203.0.113.7', '2001:db8::7']
    expect(await looked(() => true, ...both)).toEqual([null, '203.0.113.7', 4])
    expect(await looked((ip) => ip !== '2001:db8::7', ...both)).toEqual([
      expect.any(AddressRefused),
      [],
    ])
    expect(await looked(() => true)).toEqual([new Error('The name has no address.'), []])
  })

  test.each([
    'http://8.8.8.8/',
    'http://shop.example.com/',
    'https://user:secret@8.8.8.8/',
    'ftp://8.8.8.8/',
  ])('is not sent to %s: only https, and nobody’s name in it', async (url) => {
    expect(await sentTo(url, meaning('8.8.8.8'))).toMatchObject({ error: 'address_not_https' })
  })

  test('reaches a private network that is named', async () => {
    const { port } = await house()
    const url = `http://localhost:${port}/`
    expect(await sentTo(url, meaning('127.0.0.1'), ['127.0.0.0/8'])).toMatchObject({ status: 200 })
  })
})
