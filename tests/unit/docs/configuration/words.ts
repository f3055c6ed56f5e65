/**
 * What each variable is, in both languages. `docs/configuration.md` and `docs/zh/configuration.md` are made
 * from this. Which variables there are, their defaults and what the start says of them comes from the code.
 */
import { checkoutWords } from './words-checkout'
import { gatewayWords } from './words-gateways'

export interface InBoth {
  readonly zh: string
  readonly en: string
}

export interface Group {
  readonly title: InBoth
  readonly variables: Readonly<Record<string, InBoth>>
}

const addresses: Group = {
  title: { zh: '地址与反向代理', en: 'Addresses and the reverse proxy' },
  variables: {
    PUBLIC_URL: {
      zh: '收银台的公网地址，也就是支付授权目录。必须是 https，以 `/` 结尾；本机调试可以用 http 的回环地址。前端路由、静态资源、Cookie、OAuth 回调地址都由它推出',
      en: 'The public address of the checkout, which is the payment directory. It is https and ends with `/`; plain http is for loopback addresses. Routes, assets, the cookie and the OAuth redirect all follow from it',
    },
    HOST: {
      zh: '后端监听的地址，前面是您的 Web 服务器',
      en: 'The address that the backend listens on, behind your web server',
    },
    PORT: { zh: '后端监听的端口', en: 'The port that the backend listens on' },
    TRUST_PROXY: {
      zh: '信任谁发来的 `X-Forwarded-For`：`true`、`false`，或反向代理的地址、网段（如 `loopback`、`10.0.0.0/8`）。不能填跳数。填错时，付款人的 IP 和限流都会错',
      en: 'Whose `X-Forwarded-For` is believed: `true`, `false`, or the addresses and networks of your proxies (`loopback`, `10.0.0.0/8`). A number of hops is refused. When it is wrong, the payers’ addresses and the limits are wrong too',
    },
  },
}

const times: Group = {
  title: { zh: '时限（单位：秒）', en: 'Times, in seconds' },
  variables: {
    CHARGE_TTL: {
      zh: '一笔支付单多久内可以支付。最短是 Paymax 的 3 分钟，最长是微信 `prepay_id` 的有效期 2 小时',
      en: 'How long a charge can be paid: at least the three minutes of Paymax, at most the two hours of WeChat’s `prepay_id`',
    },
    CHARGE_REUSE: {
      zh: '同一付款人再次点支付时，多久内仍用原来的支付单。不能大于 `CHARGE_TTL`',
      en: 'How long the same payer is given the same charge again. Not more than `CHARGE_TTL`',
    },
    CHARGE_GRACE: {
      zh: '别人在付时，从那位付款人连续发起的第一笔支付单算起，多久内不允许其他付款人把它关掉，以免正在输密码时被关单',
      en: 'How long no other payer may have a charge closed, counted from the first of a payer’s unbroken run of charges. A sheet is not pulled away while a payer types the PIN',
    },
    SESSION_TTL: {
      zh: '多久后重新获取 openid（静默授权，付款人无感）。同一部手机可能换微信号登录，所以不宜太长',
      en: 'After how long the openid is taken anew, silently. People switch WeChat accounts on one phone, so keep it short',
    },
    JUST_PAID_WINDOW: {
      zh: '付款后多久内再付同样的商品或金额，会先请付款人确认。`0` 表示从不询问',
      en: 'For how long after a payment the same item or amount asks before it is paid again. `0` never asks',
    },
    FORGET_AFTER_DAYS: {
      zh: '订单了结多少天后，自动抹去付款人的 openid 和备注（7 到 3650），见[个人信息](personal-data.md)。留空则不自动抹去，只有 `npm run forget` 会',
      en: 'How many days after an order is over its payer’s openid and remark are erased (7 to 3650): see [personal data](personal-data.md). Unset: nothing is erased by itself, only by `npm run forget`',
    },
    DRAIN: {
      zh: '收到 SIGTERM 后，`api/readyz` 先返回 503 这么久，其余请求照常回答，然后才关闭端口。要比反向代理保持空闲连接的时间长（自带的 nginx 是 3 秒）',
      en: 'For how long after SIGTERM `api/readyz` answers 503, while everything else is answered, before the port closes. Longer than the proxy keeps idle connections (3 seconds in the nginx that is shipped)',
    },
  },
}

const storage: Group = {
  title: { zh: '数据库', en: 'Database' },
  variables: {
    DATABASE_URL: {
      zh: '`postgres://user:password@host/database`。多个进程必须用 PostgreSQL。留空则用 `DATA_DIR` 下的内嵌数据库，只能跑一个进程，第二个后端不会启动。在另一台机器上时末尾要有 `?sslmode=verify-full`',
      en: '`postgres://user:password@host/database`. More than one process needs PostgreSQL. Unset, it is the embedded database under `DATA_DIR`, for one process: a second backend does not start. On another machine, with `?sslmode=verify-full` at its end',
    },
    DATABASE_LISTEN_URL: {
      zh: 'PostgreSQL 直连地址，进程之间用它互相通知付款结果（LISTEN）。`DATABASE_URL` 经过 PgBouncer 时要填；留空则用 `DATABASE_URL`。听不到时照常收款，只是在别的进程上等结果的付款人最多晚一秒知道',
      en: 'A direct connection to PostgreSQL, on which the processes hear of one another’s payments (LISTEN). To be set where `DATABASE_URL` goes through PgBouncer; unset, `DATABASE_URL` is used. Where nothing is heard payments go on all the same, and who waits at another process is told up to a second later',
    },
    DATABASE_POOL: {
      zh: '一个进程最多占用多少个 PostgreSQL 连接，用来听取其他进程的那一个不算在内',
      en: 'How many connections to PostgreSQL a process may hold, beside the one on which it hears of the others',
    },
    DATA_DIR: {
      zh: '内嵌数据库的目录。要放在重启、重新部署后仍在的磁盘上，单独一个目录，写绝对路径',
      en: 'The folder of the embedded database. Give it a folder of its own on a disk that survives restarts and deployments, as an absolute path',
    },
    RESTORED: {
      zh: '恢复了备份之后，填备份的时间，如 `2026-11-01T03:00:00+08:00`。备份里的订单在向支付通道问清之后付过什么之前，不会再创建支付单（`charge_in_progress`），新订单不受影响。[怎么恢复](going-live.md#备份升级与恢复)',
      en: 'After a backup was put back, its time, e.g. `2026-11-01T03:00:00+08:00`. Its orders are not charged (`charge_in_progress`) until the gateways have been asked what was paid since; new orders are free. [How to restore](going-live.md#backup-upgrade-restore)',
    },
  },
}

const running: Group = {
  title: { zh: '限流、日志与运行环境', en: 'Limits, log and mode' },
  variables: {
    LIMITS: {
      zh: '每分钟允许的次数，写成 `name=number`，用逗号分隔，没写的保持默认。`payer`：已登录付款人的请求；`key`：一个 API 密钥的请求；`address`：同一地址（IPv6 按 /64）其余的请求；`authorize`：同一地址发起的登录；`landing`：同一次登录的后续请求；`guess`：同一地址试错的 API 密钥。在 PostgreSQL 上，多个进程合起来算。前提是 `TRUST_PROXY` 填对',
      en: 'How often a minute, as `name=number` with commas between; what is left out stays. `payer`: calls of a payer who is signed in. `key`: calls with one API key. `address`: all other calls of an address (IPv6: a /64). `authorize`: sign-ins begun at an address. `landing`: calls with one of them. `guess`: wrong API keys at an address. On PostgreSQL all processes together count as one. `TRUST_PROXY` has to be right for it',
    },
    LOG_LEVEL: {
      zh: '`trace`、`debug`、`info`、`warn`、`error`、`fatal` 或 `silent`',
      en: '`trace`, `debug`, `info`, `warn`, `error`, `fatal` or `silent`',
    },
    NODE_ENV: {
      zh: '设为 `production` 时不读 `.env` 文件，只用环境变量。其余时候两者都读，环境变量优先',
      en: 'With `production` no `.env` file is read, only the environment. Otherwise both are, and the environment comes first',
    },
  },
}

export const groups: readonly Group[] = [
  addresses,
  ...gatewayWords,
  times,
  storage,
  ...checkoutWords,
  running,
]

export const words = new Map(groups.flatMap(({ variables }) => Object.entries(variables)))
