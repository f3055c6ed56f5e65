/**
 * `npm run bench`: every benchmark, one after the other, each on the production build and against a
 * baseline of the same run; `npm run bench -- NAME…` runs those alone. `RUNS` says how often each is
 * measured. Fails where a required figure is missed. The last results are kept in docs/benchmarks/.
 */
import { judged, keeps, type Benchmark } from './report/figure'
import { keep } from './report/keep'
import { print } from './report/print'
import { hearing } from './hearing/hearing'
import { landing } from './landing/landing'
import { scores } from './lighthouse/scores-of-pages'
import { million } from './million/million'
import { notifications } from './notifications/notifications'
import { processes } from './processes/processes'
import { start } from './start/start'
import { throughput } from './throughput/throughput'
import { waiting } from './waiting/waiting'

const benchmarks: readonly Benchmark[] = [
  landing,
  scores,
  throughput,
  waiting,
  processes,
  hearing,
  notifications,
  million,
  start,
]

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => benchmarks.every((one) => one.name !== name))
if (unknown.length > 0) {
  const names = benchmarks.map(({ name }) => name).join(', ')
  throw new Error(`There is no benchmark ${unknown.join(', ')}. There are ${names}.`)
}

let missed = 0
for (const benchmark of benchmarks) {
  if (wanted.length > 0 && !wanted.includes(benchmark.name)) continue
  console.log(`\n${benchmark.name}: ${benchmark.title}\n`)
  const measured = await benchmark.run()
  print(measured)
  await keep(benchmark, measured)
  missed += measured.figures.filter((figure) => !keeps(judged(figure), figure.required)).length
}
if (missed > 0) {
  console.error(`\n${String(missed)} required figures were missed.`)
  process.exitCode = 1
}
