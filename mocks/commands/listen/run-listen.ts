import { setTimeout as pause } from 'node:timers/promises'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { postOnce } from '../post-once'
import { ofShop } from '../sandbox-address'
import type { Wanted } from './arguments'
import { readEvents, type StreamEvent } from './read-events'

const Arrival = Type.Object({
  id: Type.String(),
  headers: Type.Record(Type.String(), Type.String()),
  body: Type.String(),
  told: Type.Union([Type.Object({ type: Type.String(), orderNo: Type.String() }), Type.Null()]),
})

/** In ms: the pause before an unreachable sandbox is tried again. */
const betweenAttempts = 1_000

/**
 * Forwards notifications one after the other, in order, until `signal` ends it. If the sandbox stops, waits
 * for it and then forwards what came meanwhile.
 * @param say prints a line for the developer
 */
export async function runListen(
  { to, sandbox, all }: Wanted,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const stream = ofShop(sandbox, `stream?from=${all ? 'start' : 'new'}`)
  let had = ''
  let told = ''
  const tell = (line: string) => {
    if (line !== told) say(line)
    told = line
  }
  const hasEnded = () => signal.aborted
  while (!hasEnded()) {
    try {
      const headers: Record<string, string> = had === '' ? {} : { 'last-event-id': had }
      const response = await fetch(stream, { headers, signal })
      if (!response.ok || !response.body) throw new Error(`answers ${response.status}`)
      tell(`${sandbox} → ${to}`)
      for await (const event of readEvents(response.body)) {
        if (event.name === 'arrived') say(await replay(event, to))
        had = event.id || had
      }
    } catch {
      // Reported below: whatever failed, the sandbox is tried again.
    }
    if (!hasEnded()) tell(`waiting for the sandbox at ${sandbox}`)
    await pause(betweenAttempts, undefined, { signal }).catch(() => undefined)
  }
}

async function replay({ data }: StreamEvent, to: string): Promise<string> {
  const arrival: unknown = JSON.parse(data)
  if (!Value.Check(Arrival, arrival)) return 'received something that is not a notification'
  const headers = { ...arrival.headers }
  delete headers['content-length']
  const said = await postOnce(to, headers, Buffer.from(arrival.body))
  const what = arrival.told ? `${arrival.told.type} ${arrival.told.orderNo}` : 'invalid signature'
  return `${new Date().toISOString()} ${what} ${arrival.id} → ${said.word}`
}
