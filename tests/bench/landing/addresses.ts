import type { BrowserContext } from '@playwright/test'

/** Goes to WeChat and back by hand. @returns the address of the landing, with its code */
export async function landingFor(
  context: BrowserContext,
  publicUrl: string,
  to: string,
): Promise<URL> {
  const authorize = `${publicUrl}api/oauth/authorize?to=${encodeURIComponent(to)}`
  return new URL(await redirectOf(context, await redirectOf(context, authorize)))
}

/** Signs this browser in, and has it open nothing. */
export async function signIn(context: BrowserContext, publicUrl: string): Promise<void> {
  const { searchParams } = await landingFor(context, publicUrl, 'checkout')
  const answer = await context.request.post(`${publicUrl}api/session`, {
    headers: { origin: new URL(publicUrl).origin },
    data: { code: searchParams.get('code'), state: searchParams.get('state') },
  })
  if (answer.status() !== 201) throw new Error(`Not signed in: ${await answer.text()}`)
}

async function redirectOf(context: BrowserContext, url: string): Promise<string> {
  const answer = await context.request.get(url, { maxRedirects: 0 })
  const { location } = answer.headers()
  if (!location) throw new Error(`${url} leads nowhere: ${String(answer.status())}`)
  return location
}
