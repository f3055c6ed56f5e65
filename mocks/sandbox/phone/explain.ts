import { text } from '../text'

export const aboutSheet = text(
  '网页请微信拉起支付：微信核对授权目录、appId、六个参数和 paySign。',
  '網頁請微信開啟付款：微信核對授權目錄、appId、六個參數和 paySign。',
  'The page asks WeChat for the pay sheet. WeChat checks directory, appId, the six parameters and paySign.',
)

export const aboutAnswer = text(
  '微信回调网页。这个结果不可靠：它只说明面板关了，钱付没付要问后端。',
  '微信回呼網頁。這個結果不可靠：它只說明面板關了，錢付了沒有要問後端。',
  'WeChat calls the page back. It proves nothing: whether money moved is for the backend to ask.',
)

export const aboutSilence = text(
  '页面的 CSP 没有 frame-src weixin:，JSBridge 的隐藏 iframe 发不出消息，桥已失声。',
  '頁面的 CSP 沒有 frame-src weixin:，JSBridge 的隱藏 iframe 發不出訊息，橋已失聲。',
  'The page’s CSP lacks frame-src weixin:, so the bridge’s hidden frames cannot speak: the bridge is silent.',
)
