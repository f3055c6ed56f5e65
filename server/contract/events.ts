import { Type, type Static } from 'typebox'

/**
 * What the payer's page tells to be counted: a step and a kind, nothing about the payer or the order.
 * Sent as `text/plain` that holds JSON: engines of 2018 refuse a beacon of JSON.
 */
export const PageEvent = Type.Object(
  {
    event: Type.Literal('sheet_denied'),
    kind: Type.Enum([
      'access_denied',
      'not_allowed',
      'no_permission',
      'no_support',
      'url_not_registered',
    ]),
  },
  { additionalProperties: false },
)
export type PageEvent = Static<typeof PageEvent>
