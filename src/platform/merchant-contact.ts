/** Whom a payer turns to: what can be called, opened, or only copied. */
export type MerchantContact =
  | { readonly kind: 'telephone' | 'link'; readonly shown: string; readonly href: string }
  | { readonly kind: 'wechat'; readonly shown: string; readonly href: null }

/** MERCHANT_CONTACT, as the backend has written it into the page that it serves. */
export function merchantContactIn(document: Document): MerchantContact | null {
  return readContact(document.getElementById('merchant-contact')?.getAttribute('content') ?? '')
}

/** @returns null for nothing, and for whatever is none of the three: no other address becomes a link */
export function readContact(text: string): MerchantContact | null {
  if (/^[(+\d][\d ()+-]+$/.test(text)) {
    return { kind: 'telephone', shown: text, href: `tel:${text.replace(/[^+\d]/g, '')}` }
  }
  const [, id] = /^wechat:([\w-]+)$/.exec(text) ?? []
  if (id) return { kind: 'wechat', shown: id, href: null }
  const [, host] = /^https:\/\/([^\s/@\\]+)\/\S*$/.exec(text) ?? []
  return host ? { kind: 'link', shown: host, href: text } : null
}
