import type { PageEvent } from '../../../server/contract/page-events'
import type { Checkout } from './checkout'

/** Sends what a payer's page would send. @returns the answer's status */
export function pagesOf({ publicUrl }: Pick<Checkout, 'publicUrl'>) {
  const send = async (body: string) => {
    const answer = await fetch(new URL('api/events', publicUrl), {
      method: 'POST',
      body,
      headers: { origin: publicUrl.origin, 'content-type': 'text/plain;charset=UTF-8' },
    })
    return answer.status
  }
  return { send, tell: (event: PageEvent) => send(JSON.stringify(event)) }
}
