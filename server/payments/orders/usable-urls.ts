import { invalidField } from './invalid-field'

/** Addresses that a shop gives with an order. */
interface Urls {
  readonly returnUrl?: string | null
  readonly notifyUrl?: string | null
}

/**
 * The schema only knows how they begin. An address that is none would lead the payer nowhere, or be found out
 * when the first notification fails; and a password in it would be kept and shown.
 * @throws CheckoutError invalid_request
 */
export function requireUsableUrls({ returnUrl, notifyUrl }: Urls): void {
  for (const [field, url] of Object.entries({ returnUrl, notifyUrl })) {
    if (typeof url !== 'string' || isUsable(url)) continue
    throw invalidField(field, 'must be a full address, without a user or password')
  }
}

function isUsable(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { username, password } = new URL(text)
  return username === '' && password === ''
}
