import { describe, expect, test } from 'vitest'
import { everywhere } from './support/till'
import { at, minute } from './charges-support'

describe.each(everywhere)('one live charge at %s, on the %s database', (gateway, kind) => {
  test('the first tap makes a charge, with what the pay sheet takes', async () => {
    const { charge, sandbox } = await at(gateway, kind)
    const { status, body } = await charge()
    expect(status).toBe(201)
    expect(Object.keys(body.jsApiParams).sort()).toEqual(
      ['appId', 'nonceStr', 'package', 'paySign', 'signType', 'timeStamp'].sort(),
    )
    expect(body.jsApiParams.appId).toBe(sandbox.wechat.appId)
  })

  test('ten taps at once make one charge', async () => {
    const { charge, till } = await at(gateway, kind)
    const answers = await Promise.all(Array.from({ length: 10 }, () => charge()))
    expect(new Set(answers.map((answer) => answer.body.chargeId)).size).toBe(1)
    expect(till.charges()).toHaveLength(1)
  })

  test('renew says that the sheet refused the charge: it is replaced at once', async () => {
    const { charge, payable } = await at(gateway, kind)
    await charge()
    expect((await charge({ renew: true })).status).toBe(201)
    expect(payable()).toBe(1)
  })

  test('nobody’s sheet is pulled away mid-PIN: someone else waits for a young charge', async () => {
    const { charge, someoneElse, payable } = await at(gateway, kind)
    await charge()
    const refused = await charge({}, await someoneElse())
    expect(refused.code).toBe('409 charge_in_progress')
    expect(Number(refused.retryAfter)).toBeGreaterThan(200)
    expect(payable()).toBe(1)
  })

  test('someone else’s older charge is closed and replaced', async () => {
    const { charge, someoneElse, advance, payable } = await at(gateway, kind)
    await charge()
    const other = await someoneElse()
    advance(5 * minute + 1)
    expect((await charge({}, other)).status).toBe(201)
    expect(payable()).toBe(1)
  })

  test('a call that nobody tapped for closes nobody’s charge, however old', async () => {
    const { charge, someoneElse, advance } = await at(gateway, kind)
    await charge()
    const other = await someoneElse()
    advance(6 * minute)
    expect((await charge({ auto: true }, other)).code).toBe('409 charge_in_progress')
  })

  test('where someone else’s charge cannot be closed, the payer is told to wait', async () => {
    const { charge, someoneElse, advance, till } = await at(
      gateway,
      kind,
      {},
      { CHARGE_REUSE: '60', CHARGE_GRACE: '60' },
    )
    await charge()
    const other = await someoneElse()
    till.trouble.closeRefused()
    advance(2 * minute)
    expect((await charge({}, other)).code).toBe('409 charge_in_progress')
  })
})
