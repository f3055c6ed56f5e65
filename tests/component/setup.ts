import { afterAll, afterEach, beforeAll, beforeEach, expect, vi, type MockInstance } from 'vitest'
import { server } from '../../mocks/node'

let complaints: MockInstance[] = []

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterAll(() => server.close())

// whatever Vue, the router or msw has to complain about is a fault of ours
beforeEach(() => {
  complaints = [vi.spyOn(console, 'error'), vi.spyOn(console, 'warn')]
})

afterEach(() => {
  expect(complaints.flatMap(({ mock }) => mock.calls)).toEqual([])
  vi.restoreAllMocks()
  server.resetHandlers()
})
