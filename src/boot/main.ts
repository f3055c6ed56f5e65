import '@/platform/polyfills'
import '@/ui/styles/theme.css'
import '@/ui/styles/base.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { createWebHistory } from 'vue-router'
import { usePayment } from '@/payment/flow/store'
import { createHttp } from '@/platform/http'
import { merchantContactIn } from '@/platform/merchant-contact'
import App from '../App.vue'
import type { Begun } from './bootstrap'
import { createSpeech } from '../language'
import { createCheckoutRouter } from '../router'

/**
 * Usually the payment is already under way, and its sheet may be open, before this script arrives: it
 * continues over axios. A call under way ends on the client that it started with.
 */
async function takeOver(): Promise<Begun> {
  const begun = window.paymaxBegun
  if (!begun) return (await import('./bootstrap')).bootstrap(window, createHttp)
  const { tools } = begun.start
  begun.start.tools = { ...tools, http: createHttp(tools.browser.directory) }
  return begun
}

async function main(): Promise<void> {
  const { start, payment, apply } = await takeOver()
  const { tools, environment } = start
  const { browser, storage, preferences } = tools

  // A new version was deployed and an old chunk is gone: reload once, the payment survives it. Not while
  // offline: the page itself would be lost.
  // network there would be no page at all afterwards.
  window.addEventListener('vite:preloadError', () => {
    if (!navigator.onLine || storage.get('reloaded')) return
    storage.set('reloaded', '1')
    browser.reload()
  })

  const speech = await createSpeech(preferences, navigator.userAgent, navigator.language)
  const pinia = createPinia()
  const router = createCheckoutRouter(createWebHistory(new URL(browser.directory).pathname))
  usePayment(pinia).show(payment)
  const root = document.createElement('div')
  root.id = 'app'
  const contact = merchantContactIn(document)
  createApp(App, { speech, tools, environment, contact, apply, onArrived: () => arrive(root) })
    .use(pinia)
    .use(router)
    .mount(root)
}

/** Replaces what was drawn before, at the moment when the app has something to show. */
function arrive(root: Element): void {
  window.paymaxBegun = null
  document.getElementById('app')?.replaceWith(root)
}

void main()
