import { expect, test } from 'vitest'
import { refusals } from '../../mocks/sandbox/fault-table/codes'
import type { Charge } from '../../server/contract/charges'
import type { Problem } from '../../server/contract/problems'
import { zhCN } from '../../src/locales/zh-CN/zh-CN'
import { readCode, wordsFor } from '../../src/payment/failure'
import { openCheckout } from './support/checkout'
import { codeOf } from './support/phone'

const codes = refusals.flatMap(({ options }) => options.map(({ value }) => String(value)))
const passing = /^(SYSTEM_ERROR|CHANNEL_(REQUEST_FAILED|SYSTEM_FAILURE|SERVICE_UNAVAILABLE))$/

/** Nobody was handed a sheet: the payer may try again at once, whatever it was. */
function expected(code: string, whole: boolean): string {
  // Our numbers are our own: one that is taken means that this very request went through.
  const again = passing.test(code) || (whole && code === 'ORDER_NO_DUPLICATE')
  return again ? '503 gateway_unavailable' : '502 gateway_rejected'
}

test.each([
  ['gateway_refuses', 'refuses the call', true],
  ['charge_fails', 'answers with a failed charge', false],
] as const)(
  '%s: with every code on the panel, a payer reads what is so when Paymax %s',
  async (fault, _how, whole) => {
    const { sandbox, merchant, phone } = await openCheckout('embedded')
    const payer = phone()
    const told: [string, string, string][] = []
    for (const code of codes.filter(Boolean)) {
      const { orderId } = await merchant.placed()
      await payer.signedIn(`checkout?order=${orderId}`)
      sandbox.faults.set({ [fault]: code })
      const answer = await payer.post<Charge & Problem>(`api/orders/${orderId}/charges`, {})
      sandbox.faults.reset()
      const words = zhCN.failures[wordsFor[readCode(answer.body.code)]]
      told.push([code, codeOf(answer), words.money])
    }
    expect(told).toEqual(
      codes.filter(Boolean).map((code) => {
        const problem = expected(code, whole)
        const kind = problem.startsWith('503') ? 'gatewayUnavailable' : 'gatewayRejected'
        return [code, problem, zhCN.failures[kind].money]
      }),
    )
    expect(codes).toContain('AMOUNT_NOT_ENOUGH')
  },
)
