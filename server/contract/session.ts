import { Type, type Static } from 'typebox'
import { Charge } from './charges'
import { Order } from './orders'

export const SessionRequest = Type.Object(
  {
    code: Type.Optional(Type.String({ minLength: 1, maxLength: 512 })),
    state: Type.String({ minLength: 1, maxLength: 2048 }),
  },
  { additionalProperties: false },
)
export type SessionRequest = Static<typeof SessionRequest>

export const Session = Type.Object({
  to: Type.String({
    description: 'the target that was passed to authorize, relative to PUBLIC_URL',
  }),
  checkout: Type.Optional(Type.Object({ order: Order, charge: Type.Optional(Charge) })),
})
export type Session = Static<typeof Session>

/** Whether this browser has a login that may still pay. */
export const SessionState = Type.Object({ signedIn: Type.Boolean() })
export type SessionState = Static<typeof SessionState>
