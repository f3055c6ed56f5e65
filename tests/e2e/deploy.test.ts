import { leftOut } from '../server/support/nginx'
import { say } from '../say'
import { plantBridge } from './support/planted-bridge'
import { expect, moneyAt, test } from './support/test'

// The certificate is the test's own.
test.use({ ignoreHTTPSErrors: true })

const places = ['/pay/', '/a/b/pay/'].flatMap((directory) =>
  [false, true].map((pagesFromDisk) => ({ directory, pagesFromDisk })),
)

for (const { directory, pagesFromDisk } of places) {
  const how = pagesFromDisk ? ', with pages from its disk' : ''
  test.describe(`behind the nginx that is shipped${how}, at ${directory}${leftOut ?? ''}`, () => {
    test.skip(leftOut !== null)
    test.use({ setting: { directory, nginx: true, pagesFromDisk } })

    test('a payer signs in, pays over https, and the webhook comes the same way', async ({
      wechat,
      checkout,
      sandbox,
      complaints,
    }) => {
      complaints.allow(/^Failed to launch 'weixin:/)
      const violations = await plantBridge(wechat, sandbox)
      const landed = wechat.waitForResponse((answer) => answer.url().includes('/oauth?'))
      await wechat.goto(`${checkout.publicUrl}api/oauth/authorize?to=checkout%3Fitem%3Dcoffee`)
      const headers = await (await landed).allHeaders()
      expect('last-modified' in headers, 'from the disk').toBe(pagesFromDisk)
      expect(headers).toMatchObject({
        'strict-transport-security': 'max-age=31536000',
        'content-security-policy': expect.stringContaining("default-src 'none'"),
        'content-encoding': expect.stringMatching(/^(br|gzip)$/),
      })
      await wechat.getByRole('button', { name: say.pay }).tap()
      await expect(wechat.getByRole('heading', { name: say.steps.paid, exact: true })).toBeVisible()
      expect(new URL(wechat.url()).pathname).toBe(`${directory}success`)
      expect(moneyAt(sandbox)).toEqual([{ amount: 2800, status: 'SUCCEED' }])
      expect(violations).toEqual([])
      const told = () =>
        sandbox.messages
          .list()
          .filter(({ from, to }) => from === 'paymax' && to === 'checkout')
          .map(({ status }) => status)
      await expect.poll(told).toContain(200)
    })
  })
}
