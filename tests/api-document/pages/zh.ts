/** The Chinese words of `docs/zh/api.md`: by operationId, by code. A test fails where one is missing. */
import type { ErrorCode } from '../../../server/contract/problems'
import type { NotificationType } from '../../../server/contract/notifications'

export const summaries: Readonly<Record<string, string>> = {
  placeOrder: '下单',
  listOrders: '订单列表，新的在前；按付款时间筛选时，后付款的在前',
  searchOrders: '查某个付款人的订单，新的在前。openid 写在请求体里，不写在地址里',
  getOrder: '查订单，包括支付单、退款和异常',
  amendOrder: '修改还没有人开始付款的订单，金额不能改',
  closeOrder: '关闭订单；有进行中的支付单时先到支付通道关闭',
  refundOrder: '退款，全部或一部分',
  exportDay: '一天的收款和退款，CSV 文件，金额单位为元',
  listNotifications: '给商户的通知列表，新的在前，包括每次发送的结果',
  resendNotification: '重发一条通知，编号和内容不变',
  startLogin: '带付款人去微信确认身份',
  getSession: '这个浏览器是否已登录',
  createSession: '用微信给的 code 登录，并返回订单',
  openOrderPage: '一次取得订单页所需的一切：登录、订单、支付单',
  getCheckoutOptions: '还没有订单时，付款人能选什么',
  getPayerOrder: '查订单，付款人看到的内容',
  openOrder: '按商品目录或输入的金额开一个订单',
  createCharge: '取得这个付款人可以支付的支付单',
  getPayment: '查询支付结果：后端会向支付通道查询，也可以等到有结果再返回',
  getReceipt: '凭支付单号能看到什么：给微信支付完成后的小页面用',
  countPageEvent: '付款页报告支付窗口的情况；text/plain，内容是 JSON',
  receivePaymaxWebhook: 'Paymax 的通知：先保存，再应答，然后处理',
  receiveWeChatPayWebhook: '微信支付的通知：先保存，再应答，然后处理',
  getHealth: '进程在运行',
  getReadiness: '进程能工作：数据库可以写入',
  getMetrics: '订单、支付单、退款、异常和本进程的指标，供 Prometheus 读取',
  getApiDocument: '本接口的 OpenAPI 文档',
}

export const notified: Readonly<Record<NotificationType, string>> = {
  'order.paid': '订单已付款',
  'order.closed': '订单被关闭，或超过有效期',
  'order.refunded': '订单已全额退款',
  'refund.succeeded': '退款成功',
  'refund.failed': '退款失败',
  'order.incident': '订单出现异常，需要人处理',
}

export const groups: Readonly<Record<string, string>> = {
  Orders: '订单',
  Notifications: '通知记录',
  Login: '登录',
  Payer: '付款页',
  Gateways: '支付通道',
  Operation: '运维',
}

export const advice: Readonly<Record<ErrorCode, string>> = {
  invalid_request: '请求不符合要求，`errors` 逐项说明。改正后再发，原样重发结果一样',
  invalid_target:
    '`to` 只能是 `checkout`、`success`、`failure`、`pending` 加参数。请用 `npm run links` 给出的地址',
  unauthorized: '没有密钥或密钥不对。请带上 `Authorization: Bearer KEY`',
  forbidden:
    '这个密钥的权限不够。换用 `MERCHANT_API_KEY` 里的另一个：`order:` 能下单、改单、关单和重发通知，`refund:` 能退款，两者都能查询',
  forbidden_origin:
    '请求不是从付款页发出的。`publicUrl` 是付款页的地址，请检查 `PUBLIC_URL` 和反向代理',
  not_found: '没有这个对象，请核对编号或地址',
  login_required: '没有登录或登录已过期。把付款人带到 `authorizeUrl`',
  oauth_state_mismatch: '登录不是在这个浏览器开始的，或间隔太久。把付款人带到 `authorizeUrl`',
  oauth_code_invalid: '微信的 code 已用过或已过期。把付款人带到 `authorizeUrl`',
  oauth_denied: '付款人没有同意。可以再提供 `authorizeUrl`',
  snapshot_user: '微信打开的是快照页。请付款人点“使用完整服务”，再带到 `authorizeUrl`',
  wechat_unavailable: '微信没有应答。稍后把付款人带到 `authorizeUrl`',
  wechat_misconfigured:
    '微信不接受 AppID 或 AppSecret：改好 `WECHAT_APP_ID`、`WECHAT_APP_SECRET` 之前，所有人都无法付款',
  order_not_found: '没有这个订单，请核对订单号',
  order_conflict:
    '订单与请求不一致：订单号已被占用，或已有人开始付款。先查订单；不是您要的订单就换一个订单号',
  order_paid: '订单已付款。请查订单；要把钱退回请用退款',
  order_closed: '订单已关闭，不能再付。请重新下单',
  order_not_paid: '订单没有付款，无款可退。请先查订单',
  order_archived: '订单已归档。退款请到支付通道的后台；某天的明细在归档文件里',
  item_not_found: '商品目录里没有这个商品，请核对 `CATALOG_FILE`',
  just_paid: '这个付款人刚为同样的内容付过款，`orderId` 是那个订单。请对方确认，再带 `again` 重发',
  amount_out_of_range: '金额不在 `OPEN_AMOUNT` 范围内，请换一个金额',
  open_amount_off: '没有开启输入金额（`OPEN_AMOUNT`）',
  charge_in_progress: '有人正在付这个订单，或支付单暂时关不掉。过 `Retry-After` 秒再试',
  gateway_rejected: '支付通道不接受这笔支付。日志的 `no charge was made` 里有支付通道的错误码',
  gateway_untrusted: '支付通道的应答验签不通过，没有采用。请检查配置里支付通道的公钥',
  gateway_unavailable: '支付通道没有应答。过 `Retry-After` 秒原样再发，不会重复扣款',
  signature_invalid: '验签不通过：内容被改过，或公钥不是支付通道的',
  idempotency_key_required: '请带上 `Idempotency-Key`，每次新的操作用一个新的值',
  idempotency_key_reused: '这个 `Idempotency-Key` 已用于另一个请求。请换新的，或发与当时相同的内容',
  refund_exceeds_paid: '金额超过剩余可退。请比较 `amount` 和 `amountRefunded`',
  refund_in_progress:
    '这笔付款有另一笔退款在处理。过 `Retry-After` 秒，用同一个 `Idempotency-Key` 原样再发',
  rate_limited: '请求太多（`LIMITS`）。过 `Retry-After` 秒原样再发',
  payload_too_large: '请求体太大，请缩小',
  unsupported_media_type: '请求体要用 JSON，并在 `Content-Type` 里写明',
  not_ready: '进程正在停止，或数据库不能写入。过 `Retry-After` 秒原样再发',
  internal_error: '后端出错。稍后原样再发；日志里可以用 `x-request-id` 找到',
}
