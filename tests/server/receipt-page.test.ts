import { expect, test } from 'vitest'
import { openCheckout } from './support/checkout'

test('the receipt may be framed by WeChat’s result page alone, and no other page by anybody', async () => {
  const { phone } = await openCheckout('embedded')
  const receipt = await phone().get<string>('receipt?out_trade_no=N&sub_mch_id=1&check_code=c')
  expect(receipt.status).toBe(200)
  expect(receipt.body).toContain('<title>receipt</title>')
  const policy = receipt.headers.get('content-security-policy') ?? ''
  expect(policy).toMatch(/script-src 'sha256-[A-Za-z0-9+/]{43}=';style-src 'sha256-/)
  expect(policy).toContain('frame-ancestors https://payapp.weixin.qq.com')
  expect(policy).not.toMatch(/unsafe|\*/)
  expect(receipt.headers.get('x-frame-options')).toBeNull()
  expect(receipt.headers.get('cache-control')).toBe('no-cache')
  expect(receipt.headers.get('referrer-policy')).toBe('no-referrer')

  for (const path of ['', 'checkout', 'success?order=x', 'oauth', 'nothing', 'receipt.html']) {
    const { headers } = await phone().get(path)
    expect(headers.get('content-security-policy'), path).toContain("frame-ancestors 'none'")
    expect(headers.get('x-frame-options'), path).toBe('DENY')
  }
})

test('an address of the receipt off its level leads to where it is, query and all', async () => {
  const { publicUrl } = await openCheckout('embedded')
  const answer = await fetch(new URL('receipt/deeper?out_trade_no=N', publicUrl), {
    redirect: 'manual',
  })
  expect(answer.headers.get('location')).toBe('/pay/receipt?out_trade_no=N')
})
