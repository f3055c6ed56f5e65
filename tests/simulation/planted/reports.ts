/** Mistakes in believing what the gateway says. */
import type { GatewayCharge } from '../../../server/payments/core/gateway-reports'
import type { ChargeRecord } from '../../../server/payments/core/records'
import { changingGateway, changingRepository } from './change'
import type { Planted } from './planted'

const untruth = [
  'a charge succeeds only with money that the gateway took for it',
  'an order is paid only by money that the gateway took for it',
]

/** Makes what the gateway says look like what we hold, so that comparing it finds nothing. */
function notComparing(
  field: string,
  compared: keyof GatewayCharge,
  asOurs: (report: GatewayCharge, ours: ChargeRecord, app: string) => GatewayCharge,
): Planted {
  return {
    name: `the ${field} is not compared`,
    shownBy: [...untruth, 'a word that contradicts what we hold is kept'],
    deps: changingGateway((real, { deps, met }) => ({
      async readWebhook(...given) {
        const told = await real.readWebhook(...given)
        if (!told?.charge) return told
        const ours = await deps.repository.chargeById(told.charge.chargeNumber)
        if (!ours) return told
        const charge = asOurs(told.charge, ours, ours.account ?? '')
        if (charge[compared] !== told.charge[compared]) met()
        return { ...told, charge }
      },
    })),
  }
}

export const reportFaults: readonly Planted[] = [
  notComparing('amount', 'amount', (report, { amount }) => ({ ...report, amount })),
  notComparing('app', 'app', (report, _ours, app) => ({ ...report, app })),
  notComparing('charge id', 'gatewayId', (report, { gatewayId }) => ({
    ...report,
    gatewayId: gatewayId ?? report.gatewayId,
  })),
  notComparing('livemode', 'livemode', (report, { livemode }) => ({ ...report, livemode })),
  {
    name: 'an event whose signature does not hold is believed',
    shownBy: [...untruth, 'an unsigned event is turned away'],
    deps: changingGateway((real, { met }) => ({
      readWebhook({ rawBody, headers }, receivedAt) {
        if (headers['sign'] !== 'good') met()
        return real.readWebhook({ rawBody, headers: { sign: 'good' } }, receivedAt)
      },
    })),
  },
  {
    name: 'what contradicts us is dropped',
    shownBy: ['a word that contradicts what we hold is kept'],
    deps: changingRepository((real, { met }) => ({
      addIncident(incident) {
        if (incident.chargeId === null) return real.addIncident(incident)
        met()
        return Promise.resolve()
      },
    })),
  },
  {
    name: 'a success that is not ours is dropped',
    shownBy: ['a word that contradicts what we hold is kept'],
    deps: changingRepository((real, { met }) => ({
      addIncident(incident) {
        if (incident.chargeId !== null) return real.addIncident(incident)
        met()
        return Promise.resolve()
      },
    })),
  },
  {
    name: 'a late event takes the charge back',
    shownBy: ['status only moves forward', 'one charge of an order can be paid at a time'],
    deps: (deps, backend, met) => {
      const { book } = backend.surroundings.world
      const { paymax } = deps.gateways
      return {
        ...deps,
        gateways: {
          ...deps.gateways,
          paymax: {
            ...paymax,
            async readWebhook(...given) {
              const told = await paymax.readWebhook(...given)
              const row = book.charges.get(told?.chargeNumber ?? '')
              const status = told?.charge?.status
              if (row && (status === 'failed' || status === 'processing')) {
                met()
                book.setCharge(row, {
                  ...row.record,
                  status: status === 'failed' ? status : 'live',
                })
              }
              return told
            },
          },
        },
      }
    },
  },
]
