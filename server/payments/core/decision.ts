/**
 * What decided a charge: the gateway's signed report, in an event (`webhook`) or an answer (`query`); our
 * close (`close`); the answer to the create call (`create`), or its missing answer (`silence`); the gateway
 * repeatedly not finding it (`denials`).
 */
export type DecidedBy = 'webhook' | 'query' | 'close' | 'create' | 'silence' | 'denials'

export interface Decision {
  readonly by: DecidedBy
  /** SHA-256 of the signed bytes, as hex; null where there were none. */
  readonly sha256: string | null
  /** Unix ms */
  readonly at: number
}
