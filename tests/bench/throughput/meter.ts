/**
 * Loaded before a server's own code (`node --import`): tells over the channel what the whole process has
 * used up, and where its main thread spends its time. The server runs as it does in production.
 */
import { Session, type Profiler } from 'node:inspector/promises'
import { answer } from './answering'

const session = new Session()

answer({
  cpu: () => Promise.resolve(process.cpuUsage()),
  async startProfile() {
    session.connect()
    await session.post('Profiler.enable')
    await session.post('Profiler.setSamplingInterval', { interval: 200 })
    await session.post('Profiler.start')
  },
  async stopProfile(): Promise<Profiler.Profile> {
    const { profile } = await session.post('Profiler.stop')
    session.disconnect()
    return profile
  },
})
