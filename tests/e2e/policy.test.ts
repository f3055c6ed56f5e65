import { plantBridge } from './support/planted-bridge'
import { expect, moneyAt, test } from './support/test'
import { say } from '../say'

test.use({ setting: { direct: true } })

test('the policy as it is served lets WeChat’s frames speak, and a whole payment breaks none of it', async ({
  wechat,
  checkout,
  sandbox,
  complaints,
}) => {
  // A desk has no WeChat that could be launched; the policy had nothing against it.
  complaints.allow(/^Failed to launch 'weixin:/)
  const violations = await plantBridge(wechat, sandbox)
  await wechat.goto(`${checkout.publicUrl}api/oauth/authorize?to=checkout%3Fitem%3Dcoffee`)
  await wechat.getByRole('button', { name: say.pay }).tap()
  await expect(wechat.getByRole('heading', { name: say.steps.paid, exact: true })).toBeVisible()
  expect(moneyAt(sandbox)).toEqual([{ amount: 2800, status: 'SUCCEED' }])
  expect(violations).toEqual([])
})
