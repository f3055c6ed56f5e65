import { bottomSheet } from './bottom-sheet'
import { command, h } from './dom'
import { payRequest } from './pay-request'

export interface WebViewUi {
  element: HTMLElement
  open: (address: string) => void
  refresh: () => void
}

interface Asked {
  wechat?: string
  id?: string
  method?: string
  params?: unknown
  url?: string
  landing?: string
}

function pageInHistory(): number {
  const { page } = (history.state ?? {}) as { page?: number }
  return page ?? 0
}

/** The window a link opens in: title bar, page, and the line to native WeChat. */
export function createWebView(screen: HTMLElement): WebViewUi {
  const title = h('b')
  let frame: HTMLIFrameElement | null = null
  /** Which page is open, as the history says it. */
  let opened = 0

  function page(): Window | null {
    return frame?.contentWindow ?? null
  }

  /** Null while a page of another origin is shown: the authorise page is. */
  function ownPage(): Document | null {
    try {
      return frame?.contentDocument ?? null
    } catch {
      return null
    }
  }

  function close(): void {
    element.classList.remove('open')
    frame?.remove()
    frame = null
  }

  function refresh(): void {
    if (ownPage()) page()?.location.reload()
  }

  function more(): void {
    const sheet = bottomSheet(screen, '网页由沙箱微信打开')
    const entry = (text: string, run: () => void) =>
      sheet.body.append(
        h('button', {
          class: 'entry',
          type: 'button',
          text,
          on: {
            click() {
              sheet.close()
              run()
            },
          },
        }),
      )
    entry('刷新', refresh)
    entry('复制链接', () => void navigator.clipboard.writeText(ownPage()?.URL ?? ''))
    entry('取消', () => undefined)
  }

  function open(address: string): void {
    document.body.classList.remove('bridge-blocked')
    frame?.remove()
    frame = h('iframe', { title: '网页' })
    frame.name = 'webview'
    // The person's tap reaches the page's own navigation; payment needs no more than this.
    frame.allow = 'clipboard-write'
    frame.src = address
    // A step of the history before the page's own first one: ‹ there closes the page, as WeChat does,
    // and does not leave the sandbox.
    opened = pageInHistory() + 1
    history.pushState({ page: opened }, '')
    element.append(frame)
    element.classList.add('open')
  }

  async function answer(asked: Asked): Promise<void> {
    const source = page()
    const tell = (result: unknown) =>
      source?.postMessage({ wechat: 'answer', id: asked.id, result }, location.origin)
    if (asked.method === 'closeWindow') return close()
    if (asked.method === 'getBrandWCPayRequest') {
      const { params, url, landing } = asked
      return payRequest(screen, { params, url, landing }, tell)
    }
    element.classList.toggle('no-menu', asked.method === 'hideOptionMenu')
    tell({ err_msg: `${asked.method ?? ''}:ok` })
  }

  window.addEventListener('popstate', () => {
    if (pageInHistory() !== opened) close()
  })

  window.addEventListener('message', (event) => {
    if (event.origin !== location.origin || event.source !== page()) return
    const asked = event.data as Asked
    if (asked.wechat === 'blocked') {
      document.body.classList.add('bridge-blocked')
      void command('blocked')
    }
    if (asked.wechat === 'invoke') void answer(asked)
  })

  setInterval(() => {
    title.textContent = ownPage()?.title ?? (frame ? '微信授权' : '')
  }, 250)

  const button = (text: string, label: string, click: () => void, name: string) =>
    h('button', { class: name, type: 'button', text, label, on: { click } })
  const bar = h(
    'header',
    { class: 'bar' },
    button('✕', '关闭', close, 'close'),
    button('‹', '返回', () => history.back(), 'back'),
    title,
    button('⋯', '更多', more, 'more'),
  )
  const element = h('section', { class: 'webview' }, bar)
  return { element, open, refresh }
}
