import { text } from '../text'

export const aboutNotification = text(
  '收银台通知商家：签名覆盖编号、时间和正文；不回答 2xx 就隔 5 秒、10 秒……重发，三天为止。',
  '收銀台通知商家：簽章涵蓋編號、時間和內文；不回答 2xx 就隔 5 秒、10 秒……重發，三天為止。',
  'The checkout tells the shop, signed over id, time and body. Anything but 2xx has it sent again, after 5 s, 10 s … for three days.',
)
