import { expect, test } from 'vitest'
import { withMerchantContact } from '../../server/http/page/read-page'
import { openCheckout } from './support/checkout'

const metas = (html: string) => html.match(/<meta id="merchant-contact"[^>]*>/g) ?? []

async function pageWith(environment: Record<string, string>, name: string): Promise<string> {
  const { phone } = await openCheckout('embedded', environment)
  return (await phone().get<string>(name)).body
}

test.each([
  ['400-820-1234', '400-820-1234'],
  ['微信:camellia_kefu', 'wechat:camellia_kefu'],
  ['https://shop.example.com/?a=1&quot;=">', 'https://shop.example.com/?a=1&amp;quot;=%22%3E'],
])('whom a payer turns to stands in the page itself: %s', async (value, written) => {
  const html = await pageWith({ MERCHANT_CONTACT: value }, 'checkout')
  expect(metas(html)).toEqual([`<meta id="merchant-contact" content="${written}" />`])
})

test('where nobody is named the page names nobody', async () => {
  expect(metas(await pageWith({}, 'checkout'))).toEqual([])
})

test('nothing that is written there gets out of where it stands', () => {
  const html = withMerchantContact('<head></head>', '"><script>alert(1)</script>&quot;$&')
  expect(html).toBe(
    '<head>\n    <meta id="merchant-contact" content="&quot;>&lt;script>alert(1)&lt;/script>&amp;quot;$&amp;" /></head>',
  )
})
