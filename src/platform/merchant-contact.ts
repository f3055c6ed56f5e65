/** The merchant's contact: something to call, to open, or only to copy. */
export type MerchantContact =
  | { readonly kind: 'telephone' | 'link'; readonly shown: string; readonly href: string }
  | { readonly kind: 'wechat'; readonly shown: string; readonly href: null }

/** MERCHANT_CONTACT, as the backend has written it into the page. */
export function merchantContactIn(document: Document): MerchantContact | null {
  return readContact(document.getElementById('merchant-contact')?.getAttribute('content') ?? '')
}

/** @returns null where it is empty or has none of the three forms: no other address becomes a link */
export function readContact(text: string): MerchantContact | null {
  if (/^[(+\d][\d ()+-]+$/.test(text)) {
    return { kind: 'telephone', shown: text, href: `tel:${text.replace(/[^+\d]/g, '')}` }
  }
  const [, id] = /^wechat:([\w-]+)$/.exec(text) ?? []
  if (id) return { kind: 'wechat', shown: id, href: null }
  const [, host] = /^https:\/\/([^\s/@\\]+)\/\S*$/.exec(text) ?? []
  return host ? { kind: 'link', shown: host, href: text } : null
}
