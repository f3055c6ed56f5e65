import { loseNetwork, pass, tap, type, type ScreensOf } from '../screen'

type Paying =
  | 'catalog'
  | 'amount'
  | 'ordering'
  | 'just_paid'
  | 'ready'
  | 'charging'
  | 'charge_refused'
  | 'bridging'
  | 'bridge_missing'
  | 'sheet'

const refused = { acts: [tap('pay')] } as const

/** Making an order and paying it. */
export const paying = {
  catalog: [{ id: 'catalog', title: '选择商品', must: '卖什么；多少钱', scenario: 'catalog' }],
  amount: [
    { id: 'amount', title: '还没输入', must: '付给谁；能付多少', scenario: 'openAmount' },
    {
      id: 'amount-unfinished',
      title: '还有一笔没付完，也可以选商品',
      must: '有一笔没付完，怎么继续；也可以选商品',
      scenario: 'amountOrItem',
    },
    {
      id: 'amount-fits',
      title: '金额合适',
      must: '付给谁；付多少；怎么付',
      scenario: 'openAmount',
      acts: [type('25.80')],
    },
    {
      id: 'amount-low',
      title: '金额太低',
      must: '为什么还不能付',
      scenario: 'openAmountLimited',
      acts: [type('2')],
    },
    {
      id: 'amount-high',
      title: '金额太高',
      must: '为什么还不能付',
      scenario: 'openAmountLimited',
      acts: [type('888')],
    },
    {
      id: 'amount-refused',
      title: '金额被拒绝',
      must: '金额不行；钱没动；改金额',
      scenario: 'amountRefused',
      acts: [type('25.80'), tap('payKey')],
    },
  ],
  ordering: [
    {
      id: 'ordering',
      title: '正在创建订单',
      must: '正在等什么',
      scenario: 'slowItem',
      acts: [pass(2.5)],
    },
  ],
  just_paid: [
    {
      id: 'just-paid',
      title: '刚刚付过一笔',
      must: '几分钟前付过多少；这次没动钱；看那一笔或再付',
      scenario: 'justPaid',
    },
  ],
  ready: [
    {
      id: 'ready',
      title: '待付款',
      must: '付给谁、多少、买什么；怎么付；到什么时候',
      scenario: 'signedIn',
    },
    {
      id: 'ready-counting-down',
      title: '快要过期',
      must: '还剩多少时间',
      scenario: 'expiring',
    },
    {
      id: 'ready-resumed',
      title: '付到一半重新打开',
      must: '上次没付成；可以继续',
      scenario: 'resumed',
      kept: {
        'attempt:Aq3_pX9-kT2vLm7RzYw1Hg':
          '{"orderId":"Aq3_pX9-kT2vLm7RzYw1Hg","chargeId":"c9f3a1b7e5d24860","startedAt":1}',
      },
    },
    {
      id: 'ready-busy',
      title: '别人正在付',
      must: '已有一笔在付；等还是继续',
      scenario: 'busy',
    },
  ],
  charging: [
    {
      id: 'charging',
      title: '正在发起支付',
      must: '正在等什么',
      scenario: 'slowOrder',
      acts: [pass(2.5), tap('pay')],
    },
  ],
  charge_refused: [
    {
      id: 'refused-rejected',
      title: '支付机构拒绝',
      must: '没受理；钱没动；重试或联系商家',
      scenario: 'gatewayRejected',
      ...refused,
    },
    {
      id: 'refused-unavailable',
      title: '支付机构无响应',
      must: '没响应；钱没动；稍后再试',
      scenario: 'gatewayUnavailable',
      ...refused,
    },
    {
      id: 'refused-untrusted',
      title: '应答无法核实',
      must: '无法核实；钱没动；稍后再试',
      scenario: 'untrusted',
      ...refused,
    },
    {
      id: 'refused-in-progress',
      title: '别人正在付',
      must: '别人在付；自己的钱没动；等多少秒',
      scenario: 'inProgress',
      ...refused,
    },
    {
      id: 'refused-held',
      title: '恢复备份后还不能付',
      must: '可能已付过；钱没动；什么时候再来',
      scenario: 'held',
      ...refused,
    },
    {
      id: 'refused-held-to-its-end',
      title: '恢复备份后，到期前都不能付',
      must: '可能已付过；钱没动；没有倒计时；联系商家',
      scenario: 'heldToItsEnd',
      ...refused,
    },
    {
      id: 'refused-too-often',
      title: '发起支付太多次',
      must: '太频繁了；这一步钱没动；等多少秒',
      scenario: 'tooOften',
      ...refused,
    },
    {
      id: 'refused-offline',
      title: '发起支付时断网',
      must: '连不上；钱没动；再试',
      scenario: 'signedIn',
      acts: [loseNetwork, tap('pay')],
    },
  ],
  bridging: [
    {
      id: 'bridging',
      title: '等微信支付的窗口',
      must: '正在等什么',
      scenario: 'bridgeMissing',
      acts: [tap('pay')],
    },
  ],
  bridge_missing: [
    {
      id: 'bridge-missing',
      title: '没有微信支付窗口',
      must: '窗口没来；钱没动；重试或重新进入',
      scenario: 'bridgeMissing',
      acts: [tap('pay'), pass(8)],
    },
  ],
  sheet: [
    {
      id: 'sheet',
      title: '支付窗口打开着',
      must: '在微信里付',
      scenario: 'signedIn',
      acts: [tap('pay')],
    },
    {
      id: 'sheet-untapped',
      title: '自动打开支付',
      must: '在微信里付；没打开就点按钮',
      scenario: 'autoPay',
    },
    {
      id: 'sheet-quiet',
      title: '微信迟迟不说话',
      must: '付完没返回怎么办',
      scenario: 'silentBridge',
      acts: [tap('pay'), pass(10)],
    },
  ],
} as const satisfies ScreensOf<Paying>
