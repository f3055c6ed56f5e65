/** How long a connection may take for what. All in ms. */
export interface Timeouts {
  /** From the connection, or the first byte, to the end of the headers. */
  readonly headers: number
  /** To the end of the body. Not shorter than the former: Node.js would take each for the other. */
  readonly request: number
  /** How often it is looked who has taken too long. */
  readonly lookEvery: number
  /** How long an idle connection is kept; longer than nginx keeps its own (60 s), which would meet a closed one. */
  readonly keepAlive: number
  /** How long nothing may move in either direction; longer than a status query holds (25 s). */
  readonly silence: number
}

/** Bodies have a few kB. What we take to answer is not counted, so a status query may hold for its 25 s. */
export const timeouts: Timeouts = {
  headers: 10_000,
  request: 15_000,
  lookEvery: 2_000,
  keepAlive: 72_000,
  silence: 90_000,
}

/** As Fastify takes them; `http` are the options of Node.js's own server. */
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
