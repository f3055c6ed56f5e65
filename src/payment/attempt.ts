/** A sheet that was about to open: stored before the bridge is called, so that it survives a reload. */
export interface Attempt {
  readonly orderId: string
  readonly chargeId: string
  /** Unix ms by this phone's clock. */
  readonly startedAt: number
}

/** The storage key of an order's attempt. */
export function attemptKey(orderId: string): string {
  return `attempt:${orderId}`
}

/** Serialises an attempt. */
export function writeAttempt(attempt: Attempt): string {
  return JSON.stringify(attempt)
}

/** Reads a stored attempt; null for anything malformed. */
export function readAttempt(text: string | null): Attempt | null {
  try {
    const kept: unknown = JSON.parse(text ?? 'null')
    return isAttempt(kept) ? kept : null
  } catch {
    return null
  }
}

function isAttempt(value: unknown): value is Attempt {
  return (
    typeof value === 'object' &&
    value !== null &&
    'orderId' in value &&
    typeof value.orderId === 'string' &&
    'chargeId' in value &&
    typeof value.chargeId === 'string' &&
    'startedAt' in value &&
    typeof value.startedAt === 'number'
  )
}
