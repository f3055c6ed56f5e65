/** Every address that a merchant publishes, and what would keep one from working. */
import { isIP } from 'node:net'
import type { CatalogItem } from '../../config/catalog'
import type { Picture } from '../../config/picture'
import type { Shop } from '../../config/config'

/** In bytes: WeChat's menu refuses a longer address. */
const MENU_BYTES = 1024

export interface Offer {
  /** null: the payer types the amount */
  readonly item: string | null
  readonly name: string
  /** fen; null where the payer decides */
  readonly amount: number | null
  /** For a WeChat menu: it signs the payer in on the way. */
  readonly menu: string
  /** The same, but the sheet opens without a tap; null where the merchant does not allow it. */
  readonly menuAuto: string | null
  /** For a message, a link or a QR code. */
  readonly link: string
  readonly picture: Picture | null
}

/** @returns the items in the catalogue's sequence, then the typed amount if it is on */
export function offersOf(shop: Shop): Offer[] {
  const items = shop.catalog.map((item) => offerOf(shop.publicUrl, item))
  if (!shop.openAmount) return items
  const link = 'checkout'
  const typed: Offer = {
    item: null,
    name: shop.merchantName,
    amount: null,
    menu: menuUrl(shop.publicUrl, link),
    menuAuto: null,
    link: new URL(link, shop.publicUrl).href,
    picture: null,
  }
  return [...items, typed]
}

function offerOf(publicUrl: URL, { item, subject, amount, autoPay, picture }: CatalogItem): Offer {
  const link = `checkout?item=${item}`
  return {
    item,
    name: subject,
    amount,
    menu: menuUrl(publicUrl, link),
    menuAuto: autoPay ? menuUrl(publicUrl, `${link}&auto=1`) : null,
    link: new URL(link, publicUrl).href,
    picture,
  }
}

function menuUrl(publicUrl: URL, to: string): string {
  return new URL(`api/oauth/authorize?to=${encodeURIComponent(to)}`, publicUrl).href
}

/** What WeChat would refuse; empty where nothing is wrong. */
export function warningsOf(publicUrl: URL, offers: readonly Offer[]): string[] {
  const host = publicUrl.hostname.replace(/^\[|\]$/g, '')
  const long = offers
    .flatMap(({ menu, menuAuto }) => [menu, menuAuto ?? ''])
    .filter((menu) => Buffer.byteLength(menu) > MENU_BYTES)
  return [
    ...(publicUrl.protocol === 'https:'
      ? []
      : ['PUBLIC_URL is not https: WeChat does not open the page.']),
    ...(publicUrl.port === ''
      ? []
      : [`PUBLIC_URL has the port ${publicUrl.port}: WeChat’s sign-in needs the default port.`]),
    ...(isIP(host) !== 0 || host === 'localhost'
      ? ['PUBLIC_URL has no domain: WeChat’s sign-in needs a registered domain.']
      : []),
    ...long.map(
      (menu) => `Longer than the ${MENU_BYTES} bytes that a WeChat menu accepts: ${menu}`,
    ),
  ]
}
