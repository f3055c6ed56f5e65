import { createServer, type AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { freePort, isBlocked } from '../../mocks/sandbox/demo/ports'

/** A port that really is free, to end a list of those that must not be taken. */
async function listening(): Promise<{ port: number; close: () => Promise<void> }> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { port, close: () => new Promise((resolve) => server.close(() => resolve())) }
}

/** Refused before anything is sent. */
async function isRefusedByFetch(port: number): Promise<boolean> {
  const error: unknown = await fetch(`http://127.0.0.1:${port}/`).then(
    () => null,
    (reason: unknown) => (reason instanceof Error ? reason.cause : null),
  )
  return error instanceof Error && error.message === 'bad port'
}

describe('a free port', () => {
  it('is none that browsers and fetch refuse', async () => {
    const free = await listening()
    await free.close()
    const draws = [10_080, 6_000, 6_697, free.port]
    expect(await freePort(() => draws.shift() ?? 0)).toBe(free.port)
  })

  it('is none on which somebody listens', async () => {
    const [taken, free] = [await listening(), await listening()]
    onTestFinished(taken.close)
    await free.close()
    const draws = [taken.port, free.port]
    expect(await freePort(() => draws.shift() ?? 0)).toBe(free.port)
  })

  it.each([0, 1, 22, 2_049, 5_061, 6_000, 6_566, 6_669, 6_697, 10_080])(
    'is not %i, which fetch refuses as well',
    async (port) => {
      expect(isBlocked(port)).toBe(true)
      if (port > 0) expect(await isRefusedByFetch(port)).toBe(true)
    },
  )

  it.each([80, 443, 8_080, 8_787, 10_079, 10_081, 29_999])('may be %i', (port) => {
    expect(isBlocked(port)).toBe(false)
  })
})
