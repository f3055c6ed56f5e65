import { Agent, getGlobalDispatcher, setGlobalDispatcher } from 'undici'
import { afterAll, beforeAll } from 'vitest'

/**
 * Lets `fetch` take the certificate that a test has made for its nginx. Only while this file is tested: the next
 * file of the same process has to notice a wrong certificate.
 * @param localAddress where its requests come from, where a payer has to be told from nginx and backend
 */
export function takeOwnCertificate(localAddress = '127.0.0.1'): void {
  const before = getGlobalDispatcher()
  const agent = new Agent({ connect: { rejectUnauthorized: false }, localAddress })
  beforeAll(() => setGlobalDispatcher(agent))
  afterAll(async () => {
    setGlobalDispatcher(before)
    await agent.destroy()
  })
}
