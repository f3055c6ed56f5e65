import type { Profiler } from 'node:inspector'

/** What a stack's innermost frame belongs to; the first that fits. */
const places: readonly (readonly [string, RegExp])[] = [
  ['garbage collection', /\(garbage collector\)/],
  ['the system: sockets, waking up', /\(program\)|node:internal\/(stream_base|timers|process)/],
  ['store: SQLite, the disk included', /libsql/],
  ['store: building queries', /node_modules\/kysely|dist\/server\/database/],
  ['session cookie', /node_modules\/(@fastify\/(secure-session|cookie)|sodium-native|cookie)/],
  ['security headers', /node_modules\/(@fastify\/helmet|helmet)/],
  ['calls out: undici', /node_modules\/undici/],
  ['validation', /node_modules\/(ajv|typebox)|validate\d+/],
  ['serialising', /fast-json-stringify|serialize\b|stringify /],
  ['log', /node_modules\/(pino|sonic-boom|thread-stream)/],
  [
    'HTTP: Fastify',
    /node_modules\/(fastify|find-my-way|light-my-request|avvio|fastq|secure-json-parse)/,
  ],
  ['crypto', /node:internal\/crypto/],
  [
    'HTTP: Node.js',
    /node:(_http|internal\/http|net|http|internal\/url|events|internal\/streams|_stream)/,
  ],
  ['files', /node:fs|statSync/],
  ['rules and routes', /dist\/server|\.cache\/throughput/],
]

/**
 * Where the main thread spends its working time, by the owner of the code that ran.
 * @returns ms, the largest first
 */
export function timeByPlace({
  nodes,
  samples = [],
  timeDeltas = [],
}: Profiler.Profile): [string, number][] {
  const placeOf = new Map(
    nodes.map(({ id, callFrame: { functionName, url } }) => {
      const where = `${functionName} ${url}`
      // Neither waiting nor being watched is work.
      return [id, /^\(idle\)|^dispatch .*|node:inspector/.test(where) ? null : nameOf(where)]
    }),
  )
  const sums = new Map<string, number>()
  samples.forEach((id, at) => {
    const place = placeOf.get(id)
    if (place) sums.set(place, (sums.get(place) ?? 0) + (timeDeltas[at] ?? 0) / 1000)
  })
  return [...sums].sort(([, a], [, b]) => b - a)
}

function nameOf(where: string): string {
  return places.find(([, pattern]) => pattern.test(where))?.[0] ?? 'the rest of Node.js'
}
