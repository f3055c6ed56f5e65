import { comeBack, tap, type ScreensOf } from '../screen'

type Arriving =
  | 'landing'
  | 'landing_failed'
  | 'leaving'
  | 'loading'
  | 'load_failed'
  | 'outside'
  | 'nowhere'
  | 'not_found'

/** On the way to an order. */
export const arriving = {
  landing: [{ id: 'landing', title: '正在进入', must: '正在等什么', scenario: 'slow' }],
  landing_failed: [
    {
      id: 'landing-code-used',
      title: '登录码用过',
      must: '登录失效；钱没动；重新登录',
      scenario: 'codeUsed',
      kept: { restarts: '1' },
    },
    {
      id: 'landing-denied',
      title: '拒绝授权',
      must: '没有同意授权；钱没动；想付就重新登录并允许',
      scenario: 'denied',
    },
    {
      id: 'landing-snapshot',
      title: '网页快照',
      must: '快照页不能付；钱没动；点“使用完整服务”',
      scenario: 'snapshot',
    },
    {
      id: 'landing-wechat-down',
      title: '微信登录故障',
      must: '微信没有响应；钱没动；稍后再试',
      scenario: 'wechatDown',
    },
    {
      id: 'landing-wechat-misconfigured',
      title: '公众号没有设置好',
      must: '商家没有设置好；钱没动；告诉商家',
      scenario: 'wechatMisconfigured',
    },
    {
      id: 'landing-signed-out',
      title: '从微信登录页返回',
      must: '还没登录；钱没动；重新登录',
      scenario: 'stateMismatch',
      acts: [comeBack(true)],
    },
  ],
  leaving: [
    {
      id: 'leaving',
      title: '没有登录，前往微信',
      must: '正在去哪里',
      scenario: 'loginRequired',
    },
    {
      id: 'leaving-login-expired',
      like: 'leaving',
      title: '付款时登录过期',
      must: '正在去哪里',
      scenario: 'loginExpires',
      acts: [tap('pay')],
    },
  ],
  loading: [{ id: 'loading', title: '正在加载订单', must: '正在等什么', scenario: 'slowOrder' }],
  load_failed: [
    {
      id: 'load-offline',
      title: '没有网络',
      must: '连不上；钱没动；检查网络后重试',
      scenario: 'offline',
    },
    {
      id: 'load-backend-down',
      title: '服务故障',
      must: '服务没响应；钱没动；稍后再试',
      scenario: 'backendDown',
    },
    {
      id: 'load-rate-limited',
      title: '太频繁',
      must: '操作太频繁；钱没动；稍等再试',
      scenario: 'rateLimited',
    },
    {
      id: 'load-unexpected',
      title: '服务出错',
      must: '出了问题；钱没动；重试或联系商家',
      scenario: 'unexpected',
    },
    {
      id: 'load-unexpected-wechat',
      title: '服务出错，商家留了微信',
      must: '出了问题；钱没动；商家的微信是什么，能复制',
      scenario: 'contactByWechat',
    },
    {
      id: 'load-unexpected-link',
      title: '服务出错，商家留了网页',
      must: '出了问题；钱没动；点哪里找商家',
      scenario: 'contactByLink',
    },
    {
      id: 'load-unexpected-unnamed',
      title: '服务出错，商家没有留联系方式',
      must: '出了问题；钱没动；从哪里找商家',
      scenario: 'contactUnnamed',
    },
    {
      id: 'load-signed-out',
      title: '登录三次都没有记住',
      must: '要先登录；钱没动；重新登录',
      scenario: 'loginRequired',
      kept: { leaves: '2' },
    },
    {
      id: 'load-item-gone',
      title: '商品已下架',
      must: '商品没了；钱没动；回菜单重选',
      scenario: 'itemGone',
    },
    {
      id: 'load-open-amount-off',
      title: '没有开通自助付款',
      must: '这里不能自己填金额；钱没动；用商家的链接',
      scenario: 'openAmountOff',
    },
  ],
  outside: [
    {
      id: 'outside-browser',
      title: '电脑上的普通浏览器',
      must: '要用微信；钱没动；扫码或复制链接',
      scenario: 'outside',
      environment: 'browser',
    },
    {
      id: 'outside-phone',
      title: '手机上的普通浏览器',
      must: '要用微信；钱没动；复制链接，发到微信里打开',
      scenario: 'outside',
      environment: 'phone',
    },
    {
      id: 'outside-desktop',
      title: '电脑版微信',
      must: '电脑上不能付；钱没动；用手机扫码',
      scenario: 'outside',
      environment: 'desktop',
    },
    {
      id: 'outside-wecom',
      title: '企业微信',
      must: '企业微信不能付；钱没动；扫码或复制链接',
      scenario: 'outside',
      environment: 'wecom',
    },
    {
      id: 'outside-mini-program',
      title: '小程序',
      must: '小程序里不能付；钱没动；复制链接',
      scenario: 'outside',
      environment: 'mini_program',
    },
    {
      id: 'outside-item',
      title: '普通浏览器，菜单商品',
      must: '要用微信；钱没动；扫码或复制链接',
      scenario: 'item',
      environment: 'browser',
    },
  ],
  nowhere: [
    {
      id: 'nowhere',
      title: '页面不存在',
      must: '没有这个页面；钱没动；从商家重新进入',
      scenario: 'nowhere',
    },
    {
      id: 'nowhere-landed-before',
      title: '登录链接用过',
      must: '链接已用过；钱没动；从商家重新进入',
      scenario: 'landedBefore',
    },
  ],
  not_found: [
    {
      id: 'not-found',
      title: '订单不存在',
      must: '没有这个订单；钱没动；从商家重新打开',
      scenario: 'notFound',
    },
  ],
} as const satisfies ScreensOf<Arriving>
