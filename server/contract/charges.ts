import { Type, type Static } from 'typebox'
import { ChargeId, Time } from './values'

export const ChargeStatus = Type.Enum(['creating', 'lost', 'live', 'succeeded', 'failed', 'closed'])
export type ChargeStatus = Static<typeof ChargeStatus>

/** What `getBrandWCPayRequest` takes: six strings, passed on unchanged (the signature covers them). */
export const JsApiParams = Type.Object({
  appId: Type.String(),
  timeStamp: Type.String(),
  nonceStr: Type.String(),
  package: Type.String(),
  signType: Type.String(),
  paySign: Type.String(),
})
export type JsApiParams = Static<typeof JsApiParams>

export const Charge = Type.Object({ chargeId: ChargeId, expiresAt: Time, jsApiParams: JsApiParams })
export type Charge = Static<typeof Charge>

export const ChargeRequest = Type.Object(
  {
    renew: Type.Optional(
      Type.Boolean({ description: 'whether the payment sheet refused the previous charge' }),
    ),
    auto: Type.Optional(
      Type.Boolean({ description: 'opened without a tap: never closes another payer’s charge' }),
    ),
  },
  { additionalProperties: false },
)
export type ChargeRequest = Static<typeof ChargeRequest>
