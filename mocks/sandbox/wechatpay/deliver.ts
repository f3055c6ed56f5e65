export interface NoticeAnswer {
  status: number
  body: string
}

/** Where notices go: an address, or a function for a server that listens on no port. */
export type NoticeTarget =
  string | ((body: string, headers: Record<string, string>) => Promise<NoticeAnswer>)

/** WeChat Pay waits no longer, in milliseconds. */
const patience = 5000

export async function deliver(
  target: NoticeTarget,
  body: string,
  vouching: Record<string, string>,
  signal: AbortSignal,
): Promise<NoticeAnswer> {
  const headers = { 'Content-Type': 'application/json', ...vouching }
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
