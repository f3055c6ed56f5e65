import type { Shop } from '../../config/config'
import type { Offer } from './addresses'
import { yuan } from './yuan'

/** For people: what is sold, for how much, and which address goes where. */
export function asText(shop: Shop, offers: readonly Offer[]): string {
  if (offers.length === 0) {
    return 'There is nothing to sell. Set CATALOG_FILE for items, or OPEN_AMOUNT to let payers type an amount.'
  }
  return offers.map((offer) => [titleOf(shop, offer), ...linesOf(offer)].join('\n')).join('\n\n')
}

function titleOf({ openAmount }: Shop, { item, name, amount }: Offer): string {
  if (amount !== null) return `${name}  ${yuan(amount)}  (${item ?? ''})`
  const range = openAmount ? `  ${yuan(openAmount.min)} to ${yuan(openAmount.max)}` : ''
  return `Amount typed by the payer${range}`
}

function linesOf({ menu, menuAuto, link }: Offer): string[] {
  return [
    `  menu         ${menu}`,
    ...(menuAuto === null ? [] : [`  menu, no tap ${menuAuto}`]),
    `  link, code   ${link}`,
  ]
}

/** For programs. `posters` names the written files, in the offers' sequence. */
export function asJson(
  offers: readonly Offer[],
  warnings: readonly string[],
  posters: readonly string[],
): string {
  const told = offers.map(({ item, name, amount, menu, menuAuto, link }, at) => ({
    item,
    name,
    amount,
    menu,
    menuAuto,
    link,
    poster: posters[at] ?? null,
  }))
  return JSON.stringify({ offers: told, warnings }, null, 2)
}
