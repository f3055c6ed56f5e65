import type { World } from './fake-backend'

type Callback = (answer: { err_msg: string }) => void

const phone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.50'

/** Makes the page believe it is in WeChat: a user agent, and a bridge with a very simple sheet. */
export function plantBridge(world: World): void {
  if (world.scenario.bridge === 'none') return
  const { language } = navigator
  const userAgent = `${phone} NetType/WIFI Language/${language.replace('-', '_')}`
  Object.defineProperty(navigator, 'userAgent', { value: userAgent, configurable: true })
  if (world.scenario.bridge === 'missing') return
  Reflect.set(window, 'WeixinJSBridge', {
    invoke: (_method: string, _params: object, callback: Callback) => openSheet(world, callback),
    call(method: string) {
      if (method === 'closeWindow') document.body.replaceChildren()
    },
  })
}

function openSheet(world: World, callback: Callback): void {
  const sheet = document.createElement('dialog')
  sheet.id = 'mock-sheet'
  const end = (pays: boolean) => {
    sheet.remove()
    world.decide(pays)
    const said = world.scenario.bridge ?? `get_brand_wcpay_request:${pays ? 'ok' : 'cancel'}`
    if (said !== 'silence') callback({ err_msg: said })
  }
  sheet.append(
    '微信支付（模拟）',
    button('付款', () => end(true)),
    button('取消', () => end(false)),
  )
  document.body.append(sheet)
  sheet.showModal()
}

function button(text: string, onClick: () => void): HTMLButtonElement {
  const made = document.createElement('button')
  made.textContent = text
  made.style.cssText = 'display:block;width:100%;min-height:48px;margin-top:12px'
  made.onclick = onClick
  return made
}
