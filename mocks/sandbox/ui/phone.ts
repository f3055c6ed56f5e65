import { createChat } from './chat'
import { h } from './dom'
import type { Live, Setting } from './live'
import { choosePayer } from './payer-sheet'
import { createWebView } from './webview'

export interface PhoneUi {
  element: HTMLElement
  open: (address: string) => void
  /** Loads the page again, as a change of system or of person asks for. */
  refresh: () => void
}

/** The device: chat below, web view above it, native sheets above both. */
export function createPhone(setting: Setting, live: Live): PhoneUi {
  const screen = h('div', { class: 'screen' })
  const webView = createWebView(screen)
  const chat = createChat(setting, live, {
    open: (address) => webView.open(address),
    choosePayer: () => choosePayer(screen, live.people()),
  })
  screen.append(chat, webView.element)
  const clock = h('span')
  const tick = () => {
    const now = new Date()
    clock.textContent = `${now.getHours()}:${String(now.getMinutes()).padStart(2, '0')}`
  }
  tick()
  setInterval(tick, 10_000)
  const signals = h('i', { class: 'signals', label: '5G' })
  const status = h('div', { class: 'status' }, clock, signals)
  const element = h('div', { class: 'device' }, h('div', { class: 'glass' }, status, screen))
  return { element, open: webView.open, refresh: webView.refresh }
}
