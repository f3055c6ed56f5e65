/** Loaded before the production backend: counts its statements and timers, and tells when it is asked. */
import Database from 'libsql'

let statements = 0
const database = new Database(':memory:')
const statement = Object.getPrototypeOf(database.prepare('select 1'))
for (const name of ['all', 'get', 'run', 'iterate']) {
  const original = statement[name]
  statement[name] = function (...parameters) {
    statements += 1
    return original.apply(this, parameters)
  }
}
database.close()

process.on('message', () => {
  global.gc()
  const resources = process.getActiveResourcesInfo()
  const of = (kind) => resources.filter((one) => one === kind).length
  const { rss, heapUsed } = process.memoryUsage()
  const cpu = process.cpuUsage()
  process.send({
    statements,
    timers: of('Timeout'),
    sockets: of('TCPSocketWrap'),
    rss,
    heapUsed,
    cpuMs: (cpu.user + cpu.system) / 1000,
  })
})
process.channel.unref()
