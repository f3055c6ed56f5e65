/**
 * Finds out by our own numbers what was made of an order while the books did not see it, where the gateway can be
 * asked by them: what follows the last number in the books follows from it.
 */
import type { PaymentDeps } from '../payments/core/deps'
import type { GatewayCharge } from '../payments/core/gateway-reports'
import type { OrderRecord } from '../payments/core/records'
import { applyChargeReport } from '../payments/reports/apply-charge-report'

export type NumberDeps = Omit<PaymentDeps, 'heldFor' | 'chargeIdAfter'> &
  Required<Pick<PaymentDeps, 'chargeIdAfter'>>

/**
 * `after`: the last number that the gateway knows, and nothing was paid or can be. `unclear`: not all of them were
 * told, or one may still be paid. `paid`: one was paid; it is an incident of its order.
 */
export type AskedByNumber = { readonly after: string | null } | 'unclear' | 'paid'

/**
 * So many numbers one after the other that the gateway does not know end the search: more than a payer may use
 * within `attemptBound`, so a time in which every create was refused does not hide what came after it.
 */
const numbersAsked = 12
/** So many searches one after the other, each from the last number that is known. */
const mostSearches = 20

type Number = 'not_there' | 'ended' | 'open' | 'paid' | 'unclear'

/** Closes what could still be paid: nobody's books have it. */
export async function askByNumber(deps: NumberDeps, order: OrderRecord): Promise<AskedByNumber> {
  let after = order.lastChargeId
  for (let searches = 0; searches < mostSearches; searches++) {
    const numbers = numbersAfter(deps, order, after)
    const told = await Promise.all(numbers.map((number) => tell(deps, order, number)))
    if (told.includes('paid')) return 'paid'
    if (told.includes('unclear') || told.includes('open')) return 'unclear'
    const known = told.lastIndexOf('ended')
    if (known < 0) return { after }
    after = numbers[known] ?? after
  }
  return 'unclear'
}

function numbersAfter({ chargeIdAfter }: NumberDeps, order: OrderRecord, after: string | null) {
  const numbers: string[] = []
  for (let last = after; numbers.length < numbersAsked;) {
    last = chargeIdAfter(order.orderNo, last)
    numbers.push(last)
  }
  return numbers
}

async function tell(deps: NumberDeps, order: OrderRecord, number: string): Promise<Number> {
  const told = await ask(deps, order, number)
  if (told !== 'open') return told
  await deps.gateways[deps.terms.gateway].closeCharge(number)
  // Whatever the close said: paid, closed or still open, the query tells.
  return ask(deps, order, number)
}

async function ask(deps: NumberDeps, order: OrderRecord, number: string): Promise<Number> {
  const { gateway } = deps.terms
  const askedAt = deps.clock.now()
  const answer = await deps.gateways[gateway].queryCharge(number)
  if (answer.outcome === 'denied') return 'not_there'
  if (answer.outcome !== 'answered') {
    const { outcome, failure } = answer
    const fields = { orderNo: order.orderNo, outcome, failure }
    deps.outages.warn(
      fields,
      'a query by number after the restore was not answered',
      `${gateway};${outcome}`,
    )
    return 'unclear'
  }
  return judge(deps, order, answer.charge, askedAt)
}

async function judge(
  deps: NumberDeps,
  { orderNo }: OrderRecord,
  charge: GatewayCharge,
  askedAt: number,
): Promise<Number> {
  if (charge.status === 'processing') return 'open'
  if (charge.status !== 'succeeded') return 'ended'
  // Adopted, and not the order's last one: what became of its money is in the books.
  if (await deps.repository.chargeById(charge.chargeNumber)) return 'ended'
  // Which order it is of follows from its number, whatever was sent along.
  await applyChargeReport(deps, { ...charge, orderNo }, askedAt)
  return 'paid'
}
