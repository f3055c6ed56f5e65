/** A payer at an address of their own, as a proxy on loopback says it. */
export const from = (address: string) => ({ 'x-forwarded-for': address })

/** What a checkout is opened with so that it is believed. */
export const behindProxy = { TRUST_PROXY: 'loopback' }

/** @returns what each of so many of the same came to, one after the other, counted */
export async function countStatuses(
  times: number,
  ask: (index: number) => Promise<{ readonly status: number }>,
): Promise<Record<number, number>> {
  const counts: Record<number, number> = {}
  for (let index = 0; index < times; index += 1) {
    const { status } = await ask(index)
    counts[status] = (counts[status] ?? 0) + 1
  }
  return counts
}
