/** Where the demo is unless it was told otherwise. */
export const usualSandbox = 'http://127.0.0.1:8080/'

/** @throws Error where it is no address */
export function webAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !/^https?:$/.test(url.protocol)) throw new Error(`${text} is no http address.`)
  return url.href
}

/** What stands beside the phone of a sandbox, under its shop. */
export const ofShop = (sandbox: string, path: string) => new URL(`/__shop/${path}`, sandbox).href
