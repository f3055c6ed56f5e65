import './platform/polyfills'
import '@/ui/theme.css'
import '@/ui/base.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { createWebHistory } from 'vue-router'
import { usePayment } from '@/payment/store'
import { createTools } from '@/platform/tools'
import { environmentOf } from '@/sheet/environment'
import App from './App.vue'
import { createSpeech } from './language'
import { createCheckoutRouter } from './router'
import { run } from './run'
import { firstState } from './start'

const tools = createTools(window)
const base = new URL(tools.browser.directory).pathname
const history = createWebHistory(base)
const router = createCheckoutRouter(history)
const environment = environmentOf({
  userAgent: navigator.userAgent,
  frame: Reflect.get(window, '__wxjs_environment'),
})

// A new version was put live and an old chunk is gone: one reload, the payment survives it. Without a
// network there would be no page at all afterwards.
window.addEventListener('vite:preloadError', () => {
  if (!navigator.onLine || tools.storage.get('reloaded')) return
  tools.storage.set('reloaded', '1')
  tools.browser.reload()
})

const pinia = createPinia()
const landing = tools.browser.takeLanding()
const address = (location.pathname + location.search).slice(base.length)
const first = firstState(address, landing, tools.storage)
const apply = run(usePayment(pinia), { tools, environment, landing, first })

void createSpeech(tools.preferences, navigator.userAgent, navigator.language).then((speech) => {
  createApp(App, { speech, tools, environment, apply }).use(pinia).use(router).mount('#app')
})
