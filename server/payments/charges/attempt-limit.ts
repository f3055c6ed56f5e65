/**
 * How often a payer may have a charge of one order created or closed, `within` in ms. Replacing a charge
 * counts once, when the old one is about to be closed, whether that succeeds or not: closing costs gateway
 * calls either way. Being given the same charge again does not count and is always possible.
 */
export const attemptBound = { most: 10, within: 10 * 60_000 } as const
