import { text } from '../text'
import type { Text } from '../text'
import { command, h } from './dom'
import type { ChargeLine } from '../charge-line'
import { say } from './text'

interface Act {
  name: string
  text: Text
  by: 'shop' | 'gateway'
  fits: (charge: ChargeLine) => boolean
}

const isOpen = ({ status }: ChargeLine) => status === 'PROCESSING'
const hasMoney = ({ status, refunded, amount }: ChargeLine) =>
  status === 'SUCCEED' && refunded < amount

const acts: Act[] = [
  { name: 'refund', text: text('退款', '退款', 'Refund'), by: 'shop', fits: hasMoney },
  {
    name: 'refund_half',
    text: text('退一半', '退一半', 'Refund half'),
    by: 'shop',
    fits: hasMoney,
  },
  {
    name: 'close_order',
    text: text('关闭订单', '關閉訂單', 'Close the order'),
    by: 'shop',
    fits: isOpen,
  },
  { name: 'refund_by_hand', text: text('退款', '退款', 'Refund'), by: 'gateway', fits: hasMoney },
  {
    name: 'refund_half_by_hand',
    text: text('退一半', '退一半', 'Refund half'),
    by: 'gateway',
    fits: hasMoney,
  },
  { name: 'close', text: text('关单', '關單', 'Close'), by: 'gateway', fits: isOpen },
  { name: 'expire', text: text('过期', '過期', 'Expire'), by: 'gateway', fits: isOpen },
  {
    name: 'pay',
    text: text('钱到了', '錢到了', 'Money arrives'),
    by: 'gateway',
    fits: ({ status }) => status !== 'SUCCEED',
  },
  {
    name: 'webhook',
    text: text('再发通知', '再發通知', 'Send the webhook again'),
    by: 'gateway',
    // WeChat Pay tells of nothing but money.
    fits: ({ gateway, status }) => gateway === 'paymax' || status === 'SUCCEED',
  },
]

const shop = text('商家', '商家', 'The shop')
const gateways = {
  paymax: text('Paymax', 'Paymax', 'At Paymax'),
  wechatpay: text('微信支付', '微信支付', 'At WeChat Pay'),
}

export interface ChargeActs {
  element: HTMLElement
  show: (charge: ChargeLine, hasShop: boolean) => void
}

/** What can be done to one charge; only what makes sense for it now is offered. */
export function createChargeActs({ id, gateway }: ChargeLine): ChargeActs {
  const refused = h('p', { class: 'refused' })
  refused.setAttribute('role', 'status')
  const buttons = acts.map((act) => ({
    act,
    element: h('button', {
      type: 'button',
      text: say(act.text),
      on: {
        click: () =>
          void command('charge', { gateway, id, act: act.name }).then((answer) => {
            const why = answer['refused']
            refused.textContent = typeof why === 'string' ? why : ''
          }),
      },
    }),
  }))
  const rows = (['shop', 'gateway'] as const).map((by) => ({
    by,
    element: h(
      'div',
      { class: 'acts' },
      h('small', { text: say(by === 'shop' ? shop : gateways[gateway]) }),
      ...buttons.filter(({ act }) => act.by === by).map(({ element }) => element),
    ),
  }))
  return {
    element: h('div', {}, ...rows.map(({ element }) => element), refused),
    show(charge, hasShop) {
      for (const { act, element } of buttons) element.hidden = !act.fits(charge)
      for (const { by, element } of rows) {
        const offers = acts.some((act) => act.by === by && act.fits(charge))
        element.hidden = !offers || (by === 'shop' && !hasShop)
      }
    },
  }
}
