import type { BrowserContext } from '@playwright/test'
import { createPhone, type Phone as Session } from '../server/support/phone'
import { browserOptions } from '../browser'
import type { Charge } from '../../server/contract/charges'
import type { Checkout } from './support/checkout'
import { frameIn, payapp } from './support/result-page'
import { expect, test } from './support/test'
import { receiptSays } from '../say'

const { args = [], ...browser } = browserOptions()

test.use({
  setting: { direct: true },
  // To the browser WeChat's page is out on the internet and the checkout on this machine, which a real one
  // is not: newer Chromiums would keep the two apart.
  launchOptions: { ...browser, args: [...args, '--disable-features=LocalNetworkAccessChecks'] },
})

const custom = { action: 'onIframeReady', displayStyle: 'SHOW_CUSTOM_PAGE' }
const official = { action: 'onIframeReady', displayStyle: 'SHOW_OFFICIAL_PAGE' }

/** A payer with a charge of an order of their own in their hands. */
async function aCharge({ placeOrder, publicUrl }: Checkout) {
  const order = await placeOrder({ amount: 12_900, subject: '山茶会员年卡' })
  const payer = createPhone(new URL(publicUrl), new URL(publicUrl))
  await payer.signedIn(`checkout?order=${order.orderId}`)
  const { body } = await payer.post<Charge>(`api/orders/${order.orderId}/charges`, {})
  return { order, payer, number: body.chargeId }
}

/** The receipt's address as WeChat writes it, and with what somebody might add. */
function asWechat({ publicUrl }: Checkout, number: string, more = ''): string {
  const added = `sub_mch_id=1900000109&out_trade_no=${number}&check_code=d41d8cd98f00b204e9800998ecf8427e`
  return `${publicUrl}receipt?${added}${more}`
}

async function holdCookies(context: BrowserContext, { publicUrl }: Checkout, payer: Session) {
  const url = new URL('api/', publicUrl).href
  const cookies = [...payer.cookies].map(([name, value]) => ({ name, value, url }))
  await context.addCookies(cookies)
}

test('framed by WeChat, it says first of all that it is there, then shows the payment and nothing of the payer', async ({
  wechat,
  checkout,
  sandbox,
}) => {
  const { number, order } = await aCharge(checkout)
  sandbox.paymax.pay(number)
  await sandbox.paymax.flushWebhooks()
  const result = await frameIn(wechat, payapp, asWechat(checkout, number))
  await expect(
    result.frame.getByRole('heading', { name: receiptSays.said.paid.heading, exact: true }),
  ).toBeVisible()
  await expect(result.frame.getByText('山茶咖啡')).toBeVisible()
  expect(await result.messages()).toEqual([custom])
  const said = await result.frame.locator('body').innerText()
  for (const personal of [order.orderNo, order.orderId, '129.00', '山茶会员年卡']) {
    expect(said).not.toContain(personal)
  }
})

test('framed by anybody else it is refused, as every other page is by WeChat as well', async ({
  wechat,
  checkout,
  complaints,
}) => {
  complaints.allow(/frame-ancestors|X-Frame-Options|chrome-error:/)
  const { number } = await aCharge(checkout)
  const pages = [
    ['https://evil.example', asWechat(checkout, number)],
    ['https://pay.weixin.qq.com', asWechat(checkout, number)],
    [payapp, `${checkout.publicUrl}checkout`],
    [payapp, `${checkout.publicUrl}receipt.html`],
  ] as const
  for (const [origin, address] of pages) {
    const result = await frameIn(wechat, origin, address)
    await expect.poll(() => wechat.frame({ name: 'receipt' })?.url()).toMatch(/^chrome-error:/)
    expect(await result.messages()).toEqual([])
  }
})

test('an unconfirmed payment is followed until it is paid', async ({
  wechat,
  checkout,
  sandbox,
}) => {
  const { number } = await aCharge(checkout)
  const result = await frameIn(wechat, payapp, asWechat(checkout, number))
  const { frame } = result
  await expect(
    frame.getByRole('heading', { name: receiptSays.said.confirming.heading }),
  ).toBeVisible()
  await expect(frame.getByText(receiptSays.said.confirming.told)).toBeVisible()
  sandbox.paymax.pay(number)
  await expect(
    frame.getByRole('heading', { name: receiptSays.said.paid.heading, exact: true }),
  ).toBeVisible()
  expect(await result.messages()).toEqual([custom])
})

test('a number that nobody knows, or none, leaves the place to WeChat’s own page', async ({
  wechat,
  checkout,
  complaints,
}) => {
  complaints.allow(/404/)
  const unknown = await frameIn(wechat, payapp, asWechat(checkout, '4200000000000000000000000000'))
  await expect(
    unknown.frame.getByRole('heading', { name: receiptSays.said.unknown.heading }),
  ).toBeVisible()
  expect(await unknown.messages()).toEqual([custom, official])
  const none = await frameIn(wechat, payapp, `${checkout.publicUrl}receipt?sub_mch_id=1`)
  await expect(
    none.frame.getByRole('heading', { name: receiptSays.said.unknown.heading }),
  ).toBeVisible()
  expect(await none.messages()).toEqual([official])
})

test('its button leads this payer to 支付成功, and the address leads nowhere else', async ({
  wechat,
  checkout,
  sandbox,
}) => {
  const { number, order, payer } = await aCharge(checkout)
  await holdCookies(wechat.context(), checkout, payer)
  sandbox.paymax.pay(number)
  await sandbox.paymax.flushWebhooks()
  const evil = '&jumpOutUrl=https%3A%2F%2Fevil.example%2F&out_trade_no=another'
  const result = await frameIn(wechat, payapp, asWechat(checkout, number, evil))
  await result.frame.getByRole('button', { name: receiptSays.toOrder }).tap()
  const jumpOutUrl = `${checkout.publicUrl}receipt?out_trade_no=${number}`
  await expect.poll(result.messages).toEqual([custom, { action: 'jumpOut', jumpOutUrl }])
  await wechat.goto(jumpOutUrl)
  await expect(
    wechat.getByRole('heading', { name: receiptSays.said.paid.heading, exact: true }),
  ).toBeVisible()
  expect(wechat.url()).toBe(`${checkout.publicUrl}success?order=${order.orderId}`)
  await expect(wechat.getByText(order.orderNo)).toBeVisible()
})

test('a stranger who opens the address reads who was paid and how to go on, and nothing personal', async ({
  wechat,
  checkout,
  sandbox,
}) => {
  const { number, order } = await aCharge(checkout)
  sandbox.paymax.pay(number)
  await sandbox.paymax.flushWebhooks()
  await wechat.goto(`${checkout.publicUrl}receipt?out_trade_no=${number}`)
  await expect(
    wechat.getByRole('heading', { name: receiptSays.said.paid.heading, exact: true }),
  ).toBeVisible()
  await expect(wechat.getByText(receiptSays.notYours)).toBeVisible()
  await expect(wechat.getByRole('link', { name: receiptSays.checkout })).toHaveAttribute(
    'href',
    './checkout',
  )
  const html = await wechat.content()
  for (const personal of [order.orderNo, order.orderId, '129.00', '山茶会员年卡']) {
    expect(html).not.toContain(personal)
  }
})
