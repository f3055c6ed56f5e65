import { describe, expect, test } from 'vitest'
import type { Problem } from '../../../server/contract/problems'
import { openCheckout } from '../support/checkout'
import { codeOf } from '../support/phone'
import { startTcpProxy, type Impostor } from '../support/tcp-proxy'
import * as impostors from './impostors'

async function withALine() {
  const line = await startTcpProxy()
  const checkout = await openCheckout('embedded', {
    WECHAT_API_URL: `http://127.0.0.1:${line.port}`,
  })
  line.leadTo(checkout.sandbox.wechat.apiUrl)
  return { ...checkout, line }
}

const unusable: [string, Impostor][] = [
  ['hangs', impostors.hangs],
  ['resets the connection', impostors.resets],
  ['hangs up', impostors.hangsUp],
  ['says garbage', impostors.saysGarbage],
  ['stops in the middle', impostors.stopsInTheMiddle],
  ['floods with headers', impostors.floodsWithHeaders],
  ['is a proxy with a page of its own', impostors.isAProxyWithAPage],
  ['packs a flood into little', impostors.isABomb],
]

describe('a WeChat that', () => {
  test.each(unusable)('%s signs nobody in, until it answers', async (_, impostor) => {
    const { line, phone, sandbox } = await withALine()
    line.impersonate(impostor)
    const payer = phone()
    const refused = await payer.signIn('checkout?item=coffee')
    expect(codeOf(refused)).toBe('502 wechat_unavailable')
    expect((refused.body as unknown as Problem).authorizeUrl).toContain('api/oauth/authorize')
    expect(JSON.stringify(refused.body)).not.toContain(sandbox.wechat.appSecret)

    line.open()
    await expect.poll(async () => (await payer.signIn('checkout?item=coffee')).status).toBe(201)
  })

  test('answers a gigabyte is cut off long before', async () => {
    const { line, phone } = await withALine()
    let poured = Infinity
    line.impersonate(impostors.pours((bytes) => (poured = bytes)))
    expect(codeOf(await phone().signIn('checkout'))).toBe('502 wechat_unavailable')
    // What the system itself keeps underway between two programs is some megabytes.
    await expect.poll(() => poured).toBeLessThan(64 * 1024 ** 2)
  })
})
