import { nativeAlert } from './bottom-sheet'
import { command, h, yuan } from './dom'

export interface Bill {
  prepayId: string
  amount: number
  subject: string
  merchant: string
  balance: number
}

const pinLength = 6

/** Six digits on WeChat's own keys; true once 完成 has been tapped, false when it was put away. */
export function paySheet(screen: HTMLElement, bill: Bill): Promise<boolean> {
  return new Promise((resolve) => {
    let pin = ''
    let busy = false
    const dots = Array.from({ length: pinLength }, () => h('i'))
    const show = () => dots.forEach((dot, index) => dot.classList.toggle('on', index < pin.length))
    const finish = (paid: boolean) => {
      window.removeEventListener('keydown', typed)
      scrim.remove()
      resolve(paid)
    }

    async function pay(): Promise<void> {
      busy = true
      sheet.classList.add('busy')
      const result = await command('pay', { prepayId: bill.prepayId, pin })
      sheet.classList.remove('busy')
      busy = false
      if (result['outcome'] === 'ok') return success()
      pin = ''
      show()
      await nativeAlert(screen, String(result['text']))
      if (result['outcome'] !== 'wrong_pin') finish(false)
    }

    function press(key: string): void {
      if (busy || pin.length === pinLength) return
      pin = key === '⌫' ? pin.slice(0, -1) : pin + key
      show()
      if (pin.length === pinLength) void pay()
    }

    function typed(event: KeyboardEvent): void {
      if (/^\d$/.test(event.key)) press(event.key)
      if (event.key === 'Backspace') press('⌫')
      if (event.key === 'Escape') finish(false)
    }

    // The page hears `ok` only after 完成: who leaves otherwise tells it nothing.
    function success(): void {
      window.removeEventListener('keydown', typed)
      const done = h('button', {
        class: 'done',
        type: 'button',
        text: '完成',
        on: { click: () => finish(true) },
      })
      scrim.textContent = ''
      scrim.append(
        h(
          'section',
          { class: 'paid' },
          h('i', { class: 'tick', text: '✓' }),
          h('p', { text: '支付已完成' }),
          h('span', { text: bill.merchant }),
          h('strong', { text: yuan(bill.amount) }),
          done,
        ),
      )
      scrim.classList.add('full')
    }

    const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '', '0', '⌫'].map((key) =>
      h('button', {
        type: 'button',
        text: key,
        disabled: key === '',
        label: key === '⌫' ? '删除' : key,
        on: { click: () => press(key) },
      }),
    )
    const sheet = h(
      'section',
      { class: 'pay', label: '微信支付' },
      h(
        'header',
        {},
        h('button', {
          type: 'button',
          text: '✕',
          label: '取消支付',
          on: { click: () => finish(false) },
        }),
        h('b', { text: '请输入支付密码' }),
      ),
      h('span', { class: 'merchant', text: bill.merchant }),
      h('strong', { text: yuan(bill.amount) }),
      h(
        'div',
        { class: 'way' },
        h('span', { text: '支付方式' }),
        h('b', { text: `零钱（余额 ${yuan(bill.balance)}）` }),
      ),
      h('div', { class: 'pin' }, ...dots),
      h('small', { text: '沙箱密码 123456，键盘也可以输入' }),
      h('div', { class: 'keys' }, ...keys),
    )
    const scrim = h('div', { class: 'scrim' }, sheet)
    screen.append(scrim)
    window.addEventListener('keydown', typed)
    // The tap left the focus inside the page; digits from a keyboard are meant for the sheet.
    sheet.tabIndex = -1
    sheet.focus()
  })
}
