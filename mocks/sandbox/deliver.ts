/** The checkout's answer to a webhook. */
export interface DeliveryAnswer {
  status: number
  body: string
}

/** Where webhooks go: an address, or a function for a server that listens on no port. */
export type DeliveryTarget =
  string | ((body: string, headers: Record<string, string>) => Promise<DeliveryAnswer>)

interface Delivery {
  body: string
  headers: Record<string, string>
  /** In ms: the gateway's time-out. */
  patience: number
}

/**
 * Sends it once.
 * @throws Error where no answer comes in time
 */
export async function deliver(
  target: DeliveryTarget,
  { body, headers, patience }: Delivery,
  signal: AbortSignal,
): Promise<DeliveryAnswer> {
  if (typeof target === 'function') return target(body, headers)
  const timeUp = AbortSignal.timeout(patience)
  // Node.js 20 collects a time-out to which only `AbortSignal.any` refers. A listener keeps it.
  timeUp.addEventListener('abort', () => undefined)
  const response = await fetch(target, {
    method: 'POST',
    headers,
    body,
    redirect: 'manual',
    signal: AbortSignal.any([signal, timeUp]),
  })
  return { status: response.status, body: await response.text() }
}
