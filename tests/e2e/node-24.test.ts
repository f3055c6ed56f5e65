/** The Node.js that is recommended runs the backend under a real browser. */
import { expect, moneyAt, test } from './support/test'
import { bringVersions, programOf, whyLeftOut } from '../node-versions/versions'
import { say } from '../say'

const why = whyLeftOut(24)
test.use({ setting: { program: programOf(24) } })
test.skip(why !== null && process.env['CI'] === undefined, why ?? '')
test.beforeAll(bringVersions)

test('a payer pays where the backend runs on Node.js 24', async ({ phone, checkout, sandbox }) => {
  expect(await checkout.metrics()).toContain('version="v24.')
  await phone.openMenu('点一杯手冲')
  await phone.tap(say.pay)
  await phone.pay()
  await phone.reads(say.steps.paid)
  expect(moneyAt(sandbox)).toEqual([{ amount: 2800, status: 'SUCCEED' }])
})
