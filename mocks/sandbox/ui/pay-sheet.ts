import { nativeAlert } from './bottom-sheet'
import { text } from '../text'
import { command, h, yuan } from './dom'
import { say } from './text'

export interface Bill {
  prepayId: string
  amount: number
  subject: string
  merchant: string
  balance: number
}

const pinLength = 6

/** In the reader's language, as WeChat's own sheet is in that of the phone: the page's hint names its button. */
const words = {
  finish: say(text('完成', '完成', 'Done')),
  done: say(text('支付已完成', '支付已完成', 'Payment completed')),
  enter: say(text('请输入支付密码', '請輸入支付密碼', 'Enter the payment PIN')),
  erase: say(text('删除', '刪除', 'Delete')),
  method: say(text('支付方式', '支付方式', 'Paid from')),
  balance: (sum: string) =>
    say(text(`零钱（余额 ${sum}）`, `零錢（餘額 ${sum}）`, `Balance (${sum})`)),
  hint: say(
    text(
      '沙箱密码 123456，键盘也可以输入',
      '沙箱密碼 123456，鍵盤也可以輸入',
      'PIN of the sandbox: 123456, typed or tapped',
    ),
  ),
}

/** Six digits on WeChat's own keys; true once “Done” has been tapped, false when it was put away. */
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

    // The page hears `ok` only after “Done”: who leaves otherwise tells it nothing.
    function success(): void {
      window.removeEventListener('keydown', typed)
      const done = h('button', {
        class: 'done',
        type: 'button',
        text: words.finish,
        on: { click: () => finish(true) },
      })
      scrim.textContent = ''
      scrim.append(
        h(
          'section',
          { class: 'paid' },
          h('i', { class: 'tick', text: '✓' }),
          h('p', { text: words.done }),
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
        label: key === '⌫' ? words.erase : key,
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
        h('b', { text: words.enter }),
      ),
      h('span', { class: 'merchant', text: bill.merchant }),
      h('strong', { text: yuan(bill.amount) }),
      h(
        'div',
        { class: 'way' },
        h('span', { text: words.method }),
        h('b', { text: words.balance(yuan(bill.balance)) }),
      ),
      h('div', { class: 'pin' }, ...dots),
      h('small', { text: words.hint }),
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
