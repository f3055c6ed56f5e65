import type { PaymentDeps } from '../../../server/payments/core/deps'
import type { Gateway } from '../../../server/payments/core/gateway'
import type { Repository } from '../../../server/payments/core/repository'
import type { Backend } from '../world/backend'
import type { Met, Planted } from './planted'

interface Place {
  readonly deps: PaymentDeps
  readonly backend: Backend
  readonly met: Met
}

type Change<Of> = (real: Of, place: Place) => Partial<Of>

/** The same but for some verbs. The real ones are methods of a prototype, so they are looked up, not copied. */
export function over<Of extends object>(real: Of, changed: Partial<Of>): Of {
  return Object.assign(Object.create(real) as Of, changed)
}

export function changingRepository(change: Change<Repository>): NonNullable<Planted['deps']> {
  return (deps, backend, met) => ({
    ...deps,
    repository: over(deps.repository, change(deps.repository, { deps, backend, met })),
  })
}

export function changingGateway(change: Change<Gateway>): NonNullable<Planted['deps']> {
  return (deps, backend, met) => ({
    ...deps,
    gateways: {
      ...deps.gateways,
      paymax: over(deps.gateways.paymax, change(deps.gateways.paymax, { deps, backend, met })),
    },
  })
}

export function changingWechatPay(change: Change<Gateway>): NonNullable<Planted['deps']> {
  return (deps, backend, met) => {
    const { wechatpay } = deps.gateways
    const changed = over(wechatpay, change(wechatpay, { deps, backend, met }))
    return { ...deps, gateways: { ...deps.gateways, wechatpay: changed } }
  }
}
