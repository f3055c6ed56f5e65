/** In ms: how often an order is read for those who wait for it, by the kind of the database. */
export const readInterval = {
  /** One process: it hears of every change, except that an order expires. */
  embedded: 15_000,
  /** Other processes may change an order without telling this one. */
  postgres: 1_000,
} as const
