export interface WebhookAnswer {
  status: number
  body: string
}

/** Where events go: an address, or a function for a server that listens on no port. */
export type WebhookTarget =
  string | ((body: string, headers: Record<string, string>) => Promise<WebhookAnswer>)

const patience = 10_000

export async function deliver(
  target: WebhookTarget,
  body: string,
  sign: string,
  signal: AbortSignal,
): Promise<WebhookAnswer> {
  const headers = { 'Content-Type': 'application/json;charset=utf-8', sign }
  if (typeof target === 'function') return target(body, headers)
  const response = await fetch(target, {
    method: 'POST',
    headers,
    body,
    redirect: 'manual',
    signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
  })
  return { status: response.status, body: await response.text() }
}
