/** What Prometheus reads, as its text format has it: buckets, counters, and counts that are not always fresh. */
import { expect, test } from 'vitest'
import { createCounter } from '../../server/runtime/metrics/counter'
import { createHistogram, histogramText } from '../../server/runtime/metrics/histogram'
import { createMetrics, type Counts } from '../../server/runtime/metrics/metrics'

const none: Counts = {
  orders: [],
  charges: [],
  refunds: [],
  under_way: [],
  incidents: [],
  due: [],
  due_age: [],
  notifications: [],
  notification_lag: [],
}

test('a duration counts up to its bound, the bound included, and is summed in seconds', () => {
  const histogram = createHistogram({
    name: 'x',
    help: 'h',
    labels: ['call'],
    bounds: [0.1, 0.5, 1],
  })
  for (const ms of [100, 101, 500, 2_000]) histogram.add(ms, 'create')
  const lines = histogramText(histogram).split('\n')
  expect(lines.slice(2)).toEqual([
    'checkout_x_bucket{call="create",le="0.1"} 1',
    'checkout_x_bucket{call="create",le="0.5"} 3',
    'checkout_x_bucket{call="create",le="1"} 3',
    'checkout_x_bucket{call="create",le="+Inf"} 4',
    expect.stringMatching(/^checkout_x_sum\{call="create"\} 2\.70\d*$/),
    'checkout_x_count{call="create"} 4',
  ])
})

test('a clock that was set back meanwhile takes nothing from the sum', () => {
  const histogram = createHistogram({ name: 'x', help: 'h', labels: [], bounds: [1] })
  histogram.add(-5_000)
  expect([...histogram.series.values()]).toEqual([{ within: [1], count: 1, sum: 0 }])
})

test('what was counted stays when it is begun once more', () => {
  const counter = createCounter('x', 'h', 'kind')
  counter.begin('a')
  counter.add('a')
  counter.begin('a')
  expect([...counter.counts]).toEqual([['a', 1]])
})

function open(countTakes = 0) {
  let now = 1_000_000
  let asked = 0
  let orders: Counts['orders'] = [{ kind: 'open', count: 1 }]
  const counter = createCounter('tries', 'h', 'kind')
  const metrics = createMetrics(
    () => now,
    () => {
      asked += 1
      now += countTakes
      return Promise.resolve({ ...none, orders })
    },
    { counters: [counter], histograms: [], readings: [] },
  )
  const orderLines = (text: string) =>
    text.split('\n').filter((line) => line.startsWith('checkout_orders{'))
  return {
    counter,
    asked: () => asked,
    advance: (ms: number) => (now += ms),
    has: (next: Counts['orders']) => (orders = next),
    read: async () => orderLines((await metrics.read()).text),
    text: async () => (await metrics.read()).text,
  }
}

test('the store is counted at most every 5 seconds, and a kind that is gone is not told', async () => {
  const { read, advance, has, asked } = open()
  expect(await read()).toEqual(['checkout_orders{kind="open"} 1'])
  has([{ kind: 'paid', count: 1 }])
  advance(4_999)
  expect(await read()).toEqual(['checkout_orders{kind="open"} 1'])
  advance(1)
  expect(await read()).toEqual(['checkout_orders{kind="paid"} 1'])
  expect(asked()).toBe(2)
})

test('a store that takes a second to count is counted every 50 seconds', async () => {
  const { read, advance, asked } = open(1_000)
  await read()
  advance(49_999)
  await read()
  expect(asked()).toBe(1)
  advance(1)
  await read()
  expect(asked()).toBe(2)
})

test('a clock that is set back by an hour does not keep old counts for an hour', async () => {
  const { read, advance, has } = open()
  await read()
  has([{ kind: 'paid', count: 1 }])
  advance(-3_600_000)
  expect(await read()).toEqual(['checkout_orders{kind="paid"} 1'])
})

test('a counter is told as it stands, however often it is asked for', async () => {
  const { text, counter } = open()
  counter.add('a')
  await text()
  expect(await text()).toContain('checkout_tries_total{kind="a"} 1\n')
})
