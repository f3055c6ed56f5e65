import { expect, test } from './support/test'
import { say } from '../say'

/** Chromium's own word for what the policy leaves to a page. */
interface WithPolicy {
  readonly featurePolicy: { readonly allowedFeatures: () => string[] }
}

test('a whole payment needs nothing of the device, and the browser knows every name of the policy', async ({
  wechat,
  checkout,
}) => {
  const complaints: string[] = []
  wechat.on('console', (message) => {
    if (/permissions?.policy|feature/i.test(message.text())) complaints.push(message.text())
  })
  const { checkoutUrl } = await checkout.placeOrder()
  await wechat.goto(checkoutUrl)
  const pay = wechat.getByRole('button', { name: say.pay })
  // The way there leads over WeChat's sign-in: before, the page may still be left.
  await expect(pay).toBeVisible()
  const allowed = await wechat.evaluate(() =>
    (document as unknown as WithPolicy).featurePolicy.allowedFeatures(),
  )
  for (const feature of ['camera', 'microphone', 'geolocation', 'payment', 'usb', 'fullscreen']) {
    expect(allowed).not.toContain(feature)
  }
  await pay.tap()
  await expect(wechat.getByRole('heading', { name: say.steps.paid, exact: true })).toBeVisible()
  expect(complaints).toEqual([])
})
