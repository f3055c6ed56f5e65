import type { Page } from '@playwright/test'

export interface Network {
  readonly name: string
  /** Milliseconds from a request to the first byte of its answer, at least. */
  readonly latency: number
  readonly bitsPerSecond: number
}

export const networks = {
  '4G': { name: '4G', latency: 150, bitsPerSecond: 1_600_000 },
  '3G': { name: '3G', latency: 400, bitsPerSecond: 400_000 },
} as const satisfies Record<string, Network>

/** How many times slower than this machine a phone is. */
const slowerBy = 4

/** Makes a page's network and its processor a phone's. */
export async function throttle(page: Page, { latency, bitsPerSecond }: Network): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const bytesPerSecond = bitsPerSecond / 8
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency,
    downloadThroughput: bytesPerSecond,
    uploadThroughput: bytesPerSecond,
  })
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowerBy })
}
