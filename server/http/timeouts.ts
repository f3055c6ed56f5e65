/** Time-outs of connections. All in ms. */
export interface Timeouts {
  /** From the connection, or the first byte, to the end of the headers. */
  readonly headers: number
  /** To the end of the body. Not shorter than the headers' time-out: Node.js would confuse the two. */
  readonly request: number
  /** How often time-outs are checked. */
  readonly lookEvery: number
  /**
   * How long an idle connection is kept; longer than nginx keeps its own (60 s), which would otherwise use a
   * closed one.
   */
  readonly keepAlive: number
  /** How long no data may move in either direction; longer than a status query waits (25 s). */
  readonly silence: number
}

/** Bodies have a few kB. The time until we answer does not count, so a status query may wait for its 25 s. */
export const timeouts: Timeouts = {
  headers: 10_000,
  request: 15_000,
  lookEvery: 2_000,
  keepAlive: 72_000,
  silence: 90_000,
}

/** As Fastify takes them; `http` holds the options of Node.js's own server. */
export function asServerOptions({ headers, request, lookEvery, keepAlive, silence }: Timeouts) {
  return {
    requestTimeout: request,
    keepAliveTimeout: keepAlive,
    connectionTimeout: silence,
    http: {
      headersTimeout: headers,
      requestTimeout: request,
      connectionsCheckingInterval: lookEvery,
    },
  }
}
