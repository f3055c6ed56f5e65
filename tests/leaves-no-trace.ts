/**
 * A test file changes nothing for the file after it. Files of a worker share one process (vitest.config.ts), so
 * what a file sets and leaves, the next one is tested with, and which file that is depends on the machine.
 */
import { afterAll, expect } from 'vitest'

/** Who sends what `fetch` is asked for: Node.js's own and the package undici keep it under one name. */
const dispatcher = Symbol.for('undici.globalDispatcher.1')

function stateOfProcess() {
  const { fetch, setTimeout, setInterval, Date } = globalThis
  const sendsFetches: unknown = Reflect.get(globalThis, dispatcher)
  const environment = JSON.stringify(process.env)
  const parts = { fetch, sendsFetches, setTimeout, setInterval, Date, environment }
  return new Map<string, unknown>(Object.entries({ ...parts, folder: process.cwd() }))
}

// The first fetch of a process makes what sends them.
await fetch('data:,')
const before = stateOfProcess()

afterAll(() => {
  const after = stateOfProcess()
  const changed = [...before.keys()].filter((name) => after.get(name) !== before.get(name))
  expect(changed, 'changed for the files after this one').toEqual([])
})
