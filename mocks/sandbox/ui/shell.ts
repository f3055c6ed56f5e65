import { listen } from './live'
import type { Setting } from './live'
import { createPanel } from './panel'
import { createPhone } from './phone'
import { createTabs } from './tabs'

const setting = JSON.parse(document.getElementById('setting')?.textContent ?? '{}') as Setting
const live = listen()
const phone = createPhone(setting, live)
document.body.append(createTabs(live), phone.element, createPanel(live, phone))

const open = new URLSearchParams(location.search).get('open')
if (open) {
  // The address is used once; a reload starts from the chat.
  history.replaceState(null, '', location.pathname)
  phone.open(new URL(open, location.origin).href)
}
