/**
 * The walls: which folder may import which. Whatever is not named here is refused, types included.
 * `npm run walls` checks them; `tests/unit/walls.test.ts` plants one forbidden import of each kind.
 */

const contract = 'server/contract'
const core = 'server/payments/core'
const reports = 'server/payments/reports'
const runtime = 'server/runtime'
const schema = 'server/store/schema'
/** A step of the payment: it shares nothing with another one but these. */
const step = ['src/payment', 'src/payment/flow', 'src/ui', 'src/platform']

/** A folder, without its subfolders → what its files may import beside each other. */
export const walls = {
  [contract]: [],
  'server/locales': [contract],
  [runtime]: [contract, core],
  'server/config/variables': [],
  'server/config': [core, runtime, 'server/config/variables'],
  // What a start warns of; the doctor says it too.
  'server/config/mistakes': ['server/config', 'server/config/variables'],
  'server/wechat': [runtime],

  // The rules. They know no web server, clock, network or database: those come in through the core's ports.
  [core]: [contract],
  [reports]: [contract, core],
  'server/payments/charges': [contract, core, reports],
  'server/payments/refunds': [contract, core, reports],
  'server/payments/events': [core, reports],
  'server/payments/status': [contract, core, reports],
  'server/payments/orders': [
    contract,
    core,
    reports,
    'server/payments/charges',
    'server/payments/status',
  ],
  'server/payments/worker': [
    core,
    reports,
    'server/payments/charges',
    'server/payments/refunds',
    'server/payments/events',
  ],
  'server/reconciliation': [core],
  'server/export': [core],
  'server/restored-backup': [core, reports, 'server/reconciliation'],

  // What stands behind the core's ports.
  'server/login': [contract, core, runtime, 'server/config', 'server/wechat'],
  'server/notifications': [contract, core, runtime, 'server/config'],
  'server/gateways': [
    core,
    runtime,
    'server/config',
    'server/reconciliation',
    'server/gateways/paymax',
    'server/gateways/wechatpay',
    'server/gateways/wechatpay/connection',
    'server/gateways/wechatpay/bills',
  ],
  'server/gateways/paymax': [contract, core, runtime, 'server/reconciliation'],
  'server/gateways/wechatpay/connection': [core, runtime],
  'server/gateways/wechatpay/bills': [
    core,
    runtime,
    'server/reconciliation',
    'server/gateways/wechatpay/connection',
  ],
  'server/gateways/wechatpay': [contract, core, runtime, 'server/gateways/wechatpay/connection'],
  'server/store/schema/migrations': [],
  'server/store/schema/migrations/to-0019': ['server/store/schema/migrations'],
  [schema]: [
    contract,
    core,
    'server/login',
    'server/store/schema/migrations',
    'server/store/schema/migrations/to-0019',
  ],
  'server/store/engine': [runtime, schema, 'server/store/schema/migrations'],
  'server/store/rows': [contract, core, schema],
  'server/store/archive': [core, schema, 'server/store/engine'],
  'server/store/forget': [schema, 'server/store/archive', 'server/store/engine'],
  'server/store/reporting': [
    core,
    schema,
    'server/export',
    'server/reconciliation',
    'server/restored-backup',
    'server/store/archive',
    'server/store/rows',
  ],
  'server/store/notifications': [
    schema,
    'server/notifications',
    'server/store/engine',
    'server/store/rows',
  ],
  'server/store/lookups': [
    core,
    schema,
    'server/notifications',
    'server/store/archive',
    'server/store/engine',
    'server/store/rows',
  ],
  'server/store/outbox': [
    core,
    'server/store/lookups',
    'server/notifications',
    schema,
    'server/store/engine',
    'server/store/rows',
  ],
  'server/store/orders': [
    core,
    schema,
    'server/store/archive',
    'server/store/engine',
    'server/store/lookups',
    'server/store/outbox',
    'server/store/rows',
  ],
  'server/store/charges': [
    core,
    schema,
    'server/store/schema/migrations/to-0019',
    'server/store/engine',
    'server/store/lookups',
    'server/store/outbox',
    'server/store/rows',
  ],
  'server/store/refunds': [core, schema, 'server/store/outbox', 'server/store/rows'],
  'server/store/listening': [core, schema, 'server/store/engine'],
  'server/store': [
    core,
    runtime,
    schema,
    'server/login',
    'server/store/charges',
    'server/store/engine',
    'server/store/orders',
    'server/store/outbox',
    'server/store/refunds',
    'server/store/rows',
  ],

  // What answers requests.
  // Loaded when the API document is asked for, at no start.
  'server/http/api-document': [contract],
  'server/http/page': [contract, 'server/locales', 'server/wechat'],
  'server/http': [contract, core, runtime, 'server/config', 'server/http/page'],
  'server/http/access': [contract, 'server/config'],
  'server/http/limits': [
    contract,
    core,
    'server/config',
    'server/http',
    'server/http/access',
    'server/login',
  ],
  'server/checkout': [
    contract,
    core,
    'server/config',
    'server/http',
    'server/http/limits',
    'server/login',
    'server/payments/charges',
    'server/payments/orders',
    'server/payments/status',
  ],
  'server/routes': [
    contract,
    core,
    runtime,
    'server/checkout',
    'server/export',
    'server/http',
    'server/http/access',
    'server/http/api-document',
    'server/http/limits',
    'server/http/page',
    'server/login',
    'server/notifications',
    'server/payments/charges',
    'server/payments/events',
    'server/payments/orders',
    'server/payments/refunds',
    'server/payments/status',
    'server/wechat',
  ],
  'server/routes/merchant': [
    contract,
    core,
    'server/checkout',
    'server/export',
    'server/http',
    'server/http/access',
    'server/payments/orders',
    'server/payments/refunds',
    'server/payments/status',
    'server/routes',
  ],

  // What puts the rest together.
  // Takes a payment as the backend would: with its gateways, its store and what its shops are told.
  'server/commands/adopt': [
    core,
    'server',
    'server/config',
    'server/gateways',
    'server/restored-backup',
    'server/store/engine',
    'server/store/reporting',
  ],
  'server/commands/archive': [
    core,
    runtime,
    'server/config',
    'server/store/archive',
    'server/store/engine',
  ],
  'server/commands/backup': ['server/config', 'server/store/engine'],
  'server/commands/doctor/context': [core, 'server/config', 'server/store/reporting'],
  'server/commands/doctor/store': [
    core,
    runtime,
    'server/config',
    'server/config/mistakes',
    'server/store',
    'server/store/reporting',
    'server/store/engine',
    schema,
    'server/commands/doctor/context',
  ],
  'server/commands/doctor/network': [
    core,
    runtime,
    'server/config',
    'server/config/mistakes',
    'server/gateways',
    'server/gateways/wechatpay/connection',
    'server/wechat',
    'server/commands/doctor/context',
  ],
  'server/commands/doctor': [
    'server/config',
    'server/config/mistakes',
    'server/commands/doctor/context',
    'server/commands/doctor/network',
    'server/commands/doctor/store',
  ],
  'server/commands/export': [
    core,
    runtime,
    'server/config',
    'server/export',
    'server/store/reporting',
    'server/store/engine',
  ],
  'server/commands/forget': [
    core,
    'server/commands/archive',
    'server/config',
    'server/store/archive',
    'server/store/engine',
    'server/store/forget',
  ],
  'server/commands/inspect': [
    core,
    'server/config',
    'server/store/reporting',
    'server/store/engine',
  ],
  'server/commands/links': ['server/config', 'server/locales'],
  'server/commands/notify': [
    'server/config',
    'server/notifications',
    'server/store/engine',
    'server/store/notifications',
  ],
  'server/commands/reconcile': [
    core,
    'server/config',
    'server/gateways',
    'server/reconciliation',
    'server/store/archive',
    'server/store/reporting',
    'server/store/engine',
  ],
  'server/commands': [
    'server/config',
    'server/config/mistakes',
    runtime,
    'server/commands/adopt',
    'server/commands/archive',
    'server/commands/backup',
    'server/commands/doctor',
    'server/commands/doctor/context',
    'server/commands/export',
    'server/commands/forget',
    'server/commands/inspect',
    'server/commands/links',
    'server/commands/notify',
    'server/commands/reconcile',
  ],
  server: ['server/(?!commands)[^.]+'],

  // The SPA: boot and the shell (App, router) → the steps → ui, platform → the core. No step imports another.
  'src/payment': [contract],
  'src/payment/flow': [contract, 'src/payment'],
  'src/locales/zh-CN': ['src/payment'],
  'src/locales/zh-Hant': ['src/locales/zh-CN'],
  'src/locales/en': ['src/locales/zh-CN'],
  'src/locales': ['src/payment', 'src/locales/zh-CN', 'src/locales/zh-Hant', 'src/locales/en'],
  'src/platform': ['src/payment'],
  'src/ui/styles': [],
  'src/ui': ['src/payment', 'src/payment/flow', 'src/locales', 'src/locales/zh-CN', 'src/platform'],
  'src/receipt': [contract, 'src/locales', 'src/platform'],
  'src/landing': step,
  'src/checkout': step,
  'src/sheet': [...step, 'server/wechat'],
  'src/confirm': step,
  'src/result': [...step, 'src/locales'],
  'src/boot': [
    'src',
    'src/payment',
    'src/payment/flow',
    'src/locales',
    'src/locales/zh-CN',
    'src/platform',
    'src/ui',
    'src/ui/styles',
    'src/landing',
    'src/checkout',
    'src/sheet',
    'src/confirm',
  ],
  src: ['src/(?!boot|receipt)[^.]+'],

  // What merchants take away: it has nothing of ours but what the wire says, drawn as types.
  'clients/node/src': [],
  'examples/shop': ['clients/node/src'],
}

/** Packages and parts of Node.js that a folder may use; folders that are not named may use any. */
export const packages = {
  [contract]: ['typebox'],
  [core]: ['node:crypto'],
  [reports]: ['node:crypto'],
  'server/payments/charges': ['node:crypto'],
  'server/payments/refunds': ['node:crypto'],
  'server/payments/events': ['node:crypto'],
  'server/payments/status': [],
  'server/payments/orders': ['node:crypto'],
  'server/payments/worker': [],
  'server/reconciliation': [],
  'server/export': [],
  'src/payment': [],
  'src/payment/flow': ['vue', 'pinia'],
  'src/locales': [],
  'src/platform': ['axios'],
  'src/ui': ['vue'],
  'src/receipt': [],
  'src/landing': ['vue'],
  'src/checkout': ['vue'],
  'src/sheet': ['vue', 'uqr'],
  'src/confirm': ['vue'],
  'src/result': ['vue'],
  'src/boot': ['vue', 'vue-router', 'pinia'],
  'clients/node/src': ['standardwebhooks', 'node:crypto', 'node:timers/promises'],
}

const inFolder = (folder) => `^${folder}/[^/]+$`

/** What a folder's files may import of ours: each other, and what the table says. */
function wall([folder, allowed]) {
  const open = [folder, ...allowed]
  return {
    name: `what ${folder} may import`,
    comment: `${folder} imports ${allowed.join(', ') || 'nothing'}. See the table in .dependency-cruiser.mjs.`,
    severity: 'error',
    from: { path: inFolder(folder) },
    to: { path: '^(server|src|mocks|tests|clients|examples)/', pathNot: open.map(inFolder) },
  }
}

function packageWall([folder, allowed]) {
  return {
    name: `which packages ${folder} may use`,
    comment: `${folder} uses ${allowed.join(', ') || 'none'}: what else it needs comes in through a port.`,
    severity: 'error',
    from: { path: inFolder(folder) },
    to: {
      dependencyTypesNot: ['local', 'aliased'],
      pathNot: allowed.map(
        (name) => `^(node:)?(${name.replace('node:', '')})$|node_modules/${name}/`,
      ),
    },
  }
}

export default {
  forbidden: [
    ...Object.entries(walls).map(wall),
    ...Object.entries(packages).map(packageWall),
    {
      name: 'every folder is in the table',
      comment: 'A new folder says in .dependency-cruiser.mjs what it may import.',
      severity: 'error',
      from: {
        path: '^(server|src|clients|examples)/',
        pathNot: Object.keys(walls).map(inFolder),
      },
      to: {},
    },
    { name: 'no cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no folders that import each other',
      severity: 'error',
      scope: 'folder',
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.node.json' },
    doNotFollow: { path: 'node_modules' },
    cache: { folder: 'node_modules/.cache/dependency-cruiser', strategy: 'content' },
  },
}
