/** Who is believed on the payer's address, and that it is said where that is a mistake. */
import { expect, test } from 'vitest'
import { openCheckout } from './support/checkout'
import { from } from './support/from'

const said = ({ log }: { log: readonly string[] }, text: string) =>
  log
    .map((line) => JSON.parse(line) as { msg: string; level: number })
    .filter(({ msg }) => msg.includes(text))

test.each([
  ['false', 1],
  ['10.0.0.0/8', 1],
  ['loopback', 0],
  ['127.0.0.1', 0],
  ['true', 0],
])(
  'with TRUST_PROXY=%s an X-Forwarded-For from here is warned about: %i time',
  async (trusted, times) => {
    const checkout = await openCheckout('embedded', { TRUST_PROXY: trusted })
    await checkout.phone().get('api/options')
    expect(said(checkout, 'X-Forwarded-For')).toEqual([])
    for (const n of [1, 2, 3]) await checkout.phone().get('api/options', from(`203.0.113.${n}`))
    const lines = said(checkout, 'X-Forwarded-For')
    expect(lines.map(({ level }) => level)).toEqual(Array(times).fill(40))
  },
)

test.each([
  ['true', 1],
  ['loopback', 0],
  ['false', 0],
])('TRUST_PROXY=%s is warned about at the start: %i time', async (trusted, times) => {
  const checkout = await openCheckout('embedded', { TRUST_PROXY: trusted })
  expect(said(checkout, 'TRUST_PROXY=true')).toHaveLength(times)
})
