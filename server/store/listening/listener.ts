import { Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { Client, Notification } from 'pg'
import { postgresError } from '../engine/postgres-errors'

/** What the database's triggers tell; see their migration. */
const endedChannel = 'checkout_payment_ended'
/** What a process tells itself, by another connection, to find out whether it hears. */
export const probeChannel = 'checkout_probe'

/** In ms. */
const patience = { connectionTimeoutMillis: 3_000, query_timeout: 6_000 }
/** In ms: a connection on which nothing comes is asked by the system whether it is still there. */
const keepAlive = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 }
/** In ms: a server that is gone does not take its leave. */
const leavePatience = 1_000

/** One connection that hears what the database tells. */
export interface Listener {
  /** Aborted, with the reason, when nothing more is heard. */
  readonly lost: AbortSignal
  /** @returns whether this was heard on `probeChannel` within so many ms */
  readonly hears: (token: string, within: number) => Promise<boolean>
  readonly close: () => Promise<void>
}

/**
 * Its driver is loaded with the connection: the embedded database needs none.
 * @param heard told of each order whose payment has ended
 * @throws where nothing can be heard: no connection, or one that a pooler stands behind
 */
export async function openListener(
  url: string,
  heard: (orderId: string) => void,
): Promise<Listener> {
  const { default: pg } = await import('pg')
  const socket = new Socket()
  const stream = () => socket
  const client = new pg.Client({ connectionString: url, stream, ...patience, ...keepAlive })
  const losing = new AbortController()
  const probes = createProbes(losing.signal)
  client.on('error', (error) => losing.abort(error))
  client.on('end', () => losing.abort(new Error('the connection ended')))
  client.on('notification', ({ channel, payload = '' }: Notification) => {
    if (channel === endedChannel) heard(payload)
    if (channel === probeChannel) probes.heard(payload)
  })
  const close = () => hangUp(client, socket)
  try {
    await client.connect()
    await refusePooler(client)
    await client.query(`listen ${endedChannel}`)
    await client.query(`listen ${probeChannel}`)
  } catch (error) {
    await close()
    throw postgresError(error)
  }
  return { lost: losing.signal, hears: probes.wait, close }
}

/**
 * A pooler gives each transaction a connection of its own, and what that hears comes to nobody. The server
 * names its process when a connection begins; a pooler names something else.
 */
async function refusePooler(client: Client): Promise<void> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  if ('processID' in client && rows[0]?.pid !== client.processID) {
    throw new TypeError('a pooler stands before the database: DATABASE_LISTEN_URL leads past it')
  }
}

async function hangUp(client: Client, socket: Socket): Promise<void> {
  const left = client.end().catch(() => undefined)
  await Promise.race([left, pause(leavePatience, undefined, { ref: false })])
  socket.destroy()
}

/** What is waited for by its token. */
function createProbes(lost: AbortSignal) {
  const awaited = new Map<string, (isHeard: boolean) => void>()
  lost.addEventListener('abort', () => {
    for (const resolve of [...awaited.values()]) resolve(false)
  })
  return {
    heard: (token: string) => awaited.get(token)?.(true),
    wait: (token: string, within: number) =>
      new Promise<boolean>((resolve) => {
        const timer = setTimeout(() => end(false), within)
        const end = (isHeard: boolean) => {
          clearTimeout(timer)
          awaited.delete(token)
          resolve(isHeard)
        }
        if (lost.aborted) end(false)
        else awaited.set(token, end)
      }),
  }
}
