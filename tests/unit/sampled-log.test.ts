/** A warning that anybody can cause: the first is told, then one a minute with how many were left out. */
import { expect, test } from 'vitest'
import { createOutageLog, createSampledWarning } from '../../server/runtime/sampled-log'

function open(level?: 'warn' | 'error') {
  let now = 1_000_000
  const lines: object[] = []
  const note = (name: string) => (fields: object, message: string) =>
    void lines.push({ level: name, ...fields, message })
  const log = { info: note('info'), warn: note('warn'), error: note('error') }
  const clock = () => now
  return {
    lines,
    warn: createSampledWarning(clock, log, 'said', level),
    outages: createOutageLog(clock, log),
    advance: (ms: number) => (now += ms),
  }
}

const leftOut = (lines: readonly object[]) =>
  lines.map((line) => (line as { leftOut: number }).leftOut)

test('how many were left out is counted anew after each line', () => {
  const { warn, lines, advance } = open()
  const many = (times: number) => {
    for (let n = 0; n < times; n += 1) warn('down', { n })
  }
  many(4)
  advance(59_999)
  many(1)
  expect(leftOut(lines)).toEqual([0])
  advance(1)
  many(3)
  advance(60_000)
  many(1)
  expect(leftOut(lines)).toEqual([0, 4, 2])
  expect(lines[1]).toEqual({ level: 'warn', kind: 'down', n: 0, leftOut: 4, message: 'said' })
})

test('a clock that is set back by an hour does not silence it for an hour', () => {
  const { warn, lines, advance } = open()
  warn('down', {})
  advance(-3_600_000)
  warn('down', {})
  advance(60_000)
  warn('down', {})
  expect(leftOut(lines)).toEqual([0, 0, 0])
})

test('a kind is not silenced by another, nor a message by another of the same kind', () => {
  const { outages, lines } = open()
  for (const message of ['calls', 'answers']) {
    for (const kind of ['cut', 'late', 'cut']) outages.warn({ kind }, message, kind)
  }
  expect(lines).toMatchObject([
    { message: 'calls', kind: 'cut' },
    { message: 'calls', kind: 'late' },
    { message: 'answers', kind: 'cut' },
    { message: 'answers', kind: 'late' },
  ])
})

test('what needs somebody is an error', () => {
  const { warn, lines } = open('error')
  warn('down', {})
  expect(lines).toMatchObject([{ level: 'error' }])
})
