import { expect, inject, test } from 'vitest'

test('a planted failure', () => {
  expect(inject('postgresUrl')).toBe('planted')
})
