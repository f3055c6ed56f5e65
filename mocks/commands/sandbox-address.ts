/** The demo's default address. */
export const usualSandbox = 'http://127.0.0.1:8080/'

/** @throws Error where it is not an address */
export function webAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !/^https?:$/.test(url.protocol)) throw new Error(`${text} is not an http address.`)
  return url.href
}

/** Addresses of the sandbox's shop, beside the phone. */
export const ofShop = (sandbox: string, path: string) => new URL(`/__shop/${path}`, sandbox).href
