/**
 * What moved a charge: the gateway's signed word, in an event (`webhook`) or an answer (`query`); that we closed
 * it there (`close`); what it said to the create call (`create`), or that this call was never answered
 * (`silence`); that it kept denying it (`denials`).
 */
export type DecidedBy = 'webhook' | 'query' | 'close' | 'create' | 'silence' | 'denials'

export interface Decision {
  readonly by: DecidedBy
  /** Of the bytes whose signature held, as hex; null where there were none. */
  readonly sha256: string | null
  /** Unix ms */
  readonly at: number
}
