import { Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { Client, Notification } from 'pg'
import { postgresError } from '../engine/postgres-errors'

/** The channel that the database's triggers notify; see their migration. */
const endedChannel = 'checkout_payment_ended'
/** A process notifies itself on it over another connection, to test that it receives. */
export const probeChannel = 'checkout_probe'

/** In ms. */
const patience = { connectionTimeoutMillis: 3_000, query_timeout: 6_000 }
/** In ms: how long a silent connection is kept before the system probes it (TCP keep-alive). */
const keepAlive = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 }
/** In ms: closing waits no longer, because a server that is gone does not answer. */
const leavePatience = 1_000

/** One connection that listens to the database. */
export interface Listener {
  /** Aborted, with the reason, when the connection is lost. */
  readonly lost: AbortSignal
  /** @returns whether this arrived on `probeChannel` within so many ms */
  readonly hears: (token: string, within: number) => Promise<boolean>
  readonly close: () => Promise<void>
}

/**
 * Loads its driver with the connection: the embedded database does not need it.
 * @param heard called with each order whose payment has ended
 * @throws where listening fails: no connection, or one behind a pooler
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
 * A pooler gives each transaction a connection of its own, so notifications do not arrive. The server names
 * its process id when a connection starts; a pooler names something else.
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

/** Probes waited for, by token. */
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
