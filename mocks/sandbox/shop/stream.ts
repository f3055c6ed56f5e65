import type { IncomingMessage, ServerResponse } from 'node:http'
import { openEventStream } from '../event-stream'
import { header } from '../http'
import type { Arrivals } from './received-notifications'
import type { Arrival } from './page-state'
import type { ShopDesk } from './shop-deps'

/**
 * Each notification as it comes, with an id that a reconnecting client sends back, so that it misses none.
 * @param from `new`: nothing that came before, except to a reconnecting client
 */
export function streamArrivals(
  arrivals: Arrivals,
  request: IncomingMessage,
  response: ServerResponse,
  from: 'new' | 'start',
): ReturnType<typeof openEventStream> {
  const send = openEventStream(response)
  const tell = (arrival: Arrival) => send('arrived', arrival, `${arrivals.run}-${arrival.n}`)
  const [run, number = ''] = header(request, 'last-event-id').split('-')
  const last = arrivals.list().at(-1)?.n ?? 0
  // An id of another run of the sandbox means nothing here.
  const had = run === arrivals.run ? Number(number) : run === '' && from === 'new' ? last : 0
  send('run', arrivals.run, `${arrivals.run}-${had}`)
  for (const arrival of arrivals.list()) if (arrival.n > had) tell(arrival)
  response.on('close', arrivals.subscribe({ arrived: tell }))
  return send
}

/** The state of the shop's page: notifications, answers, the merchant's orders, the shop's own fault. */
export function streamPage(
  { arrivals, books, faults }: ShopDesk,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const send = streamArrivals(arrivals, request, response, 'start')
  const sendFaults = () => send('faults', { shop_answers: faults.get().shop_answers })
  sendFaults()
  // Answers given while nobody was connected are only sent with their notification.
  for (const { n, answer } of arrivals.list()) send('answered', { n, answer })
  const stops = [
    arrivals.subscribe({
      answered({ n, answer }) {
        send('answered', { n, answer })
        books?.wake()
      },
    }),
    faults.subscribe(sendFaults),
    ...(books ? [books.subscribe((now) => send('books', now))] : []),
  ]
  response.on('close', () => {
    for (const stop of stops) stop()
  })
}
