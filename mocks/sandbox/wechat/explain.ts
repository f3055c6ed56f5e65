import { text } from '../text'

export const aboutAuthorize = text(
  '网页授权：微信确认是谁在看这一页，再带着一次性的 code 和原样的 state 跳回收银台。',
  '網頁授權：微信確認是誰在看這一頁，再帶著一次性的 code 和原樣的 state 跳回收銀台。',
  'OAuth: WeChat knows who is looking and sends them back with a one-time code and the state as it came.',
)

export const aboutCode = text(
  '用一次性的 code 换 openid：只在服务器之间进行，code 五分钟内有效，只能用一次。',
  '用一次性的 code 換 openid：只在伺服器之間進行，code 五分鐘內有效，只能用一次。',
  'The one-time code becomes an openid. Server to server only; a code lives five minutes and works once.',
)
