/** What goes on after its request was answered is waited for when the backend stops, and never fails unseen. */
import { pino } from 'pino'
import { describe, expect, test, vi } from 'vitest'
import { createBackground } from '../../server/http/background-work'
import { kinds } from './support/databases'
import { chargedOrder } from './support/paid-order'

/** What resolves when it is told to. */
function held() {
  let letGo = () => {}
  const until = new Promise<void>((resolve) => {
    letGo = resolve
  })
  return { until, letGo: () => letGo() }
}

test('its end is the end of all that was begun, and what fails is told with its name', async () => {
  const log: string[] = []
  const { background, ended } = createBackground(
    pino({}, { write: (line: string) => void log.push(line) }),
  )
  const [first, second] = [held(), held()]
  background('first', first.until)
  background('second', second.until)
  background('third', Promise.reject(new Error('no good')))
  let isOver = false
  const over = ended().then(() => (isOver = true))
  first.letGo()
  await vi.waitFor(() => expect(log).toHaveLength(1))
  expect(JSON.parse(log[0] ?? '')).toMatchObject({
    level: 50,
    work: 'third',
    err: { message: 'no good' },
    msg: 'background work failed',
  })
  expect(isOver).toBe(false)
  second.letGo()
  await over
  // Nothing of it is kept.
  await ended()
})

describe.each(kinds)('a backend that stops, on the %s database', (kind) => {
  test('applies first what it has acknowledged', async () => {
    const { backend, sandbox, charge, log } = await chargedOrder(kind)
    const { repository } = backend.payments
    const [gate, chargeById] = [held(), repository.chargeById.bind(repository)]
    const looked = vi.spyOn(repository, 'chargeById').mockImplementationOnce(async (chargeId) => {
      await gate.until
      return chargeById(chargeId)
    })
    const succeeded = vi.spyOn(repository, 'recordSuccess')
    sandbox.paymax.pay(charge.chargeId)
    await sandbox.paymax.flushWebhooks()
    await vi.waitFor(() => expect(looked).toHaveBeenCalled())
    const closed = backend.close()
    // Closed once more when the test is over.
    Object.assign(backend, { close: () => Promise.resolve() })
    await vi.waitFor(() => expect(backend.app.server.listening).toBe(false))
    gate.letGo()
    await closed
    await expect(succeeded.mock.results[0]?.value).resolves.toBeDefined()
    expect(log.filter((line) => /"level":[56]0/.test(line))).toEqual([])
  })
})
