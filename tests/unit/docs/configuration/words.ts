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
      en: 'The public address of the checkout, which is also the payment directory (支付授权目录). It must be https and end with `/`; http is allowed for loopback addresses only. Routes, static files, the cookie and the OAuth redirect are all derived from it',
    },
    HOST: {
      zh: '后端监听的地址，前面是您的 Web 服务器',
      en: 'The address on which the backend listens, behind your web server',
    },
    PORT: { zh: '后端监听的端口', en: 'The port on which the backend listens' },
    TRUST_PROXY: {
      zh: '信任谁发来的 `X-Forwarded-For`：`true`、`false`，或反向代理的地址、网段（如 `loopback`、`10.0.0.0/8`）。不能填跳数。填错时，付款人的 IP 和限流都会错',
      en: 'Whose `X-Forwarded-For` is trusted: `true`, `false`, or the addresses and networks of your proxies (`loopback`, `10.0.0.0/8`). A number of hops is not accepted. If it is wrong, the payers’ IP addresses and the rate limits are wrong',
    },
  },
}

const times: Group = {
  title: { zh: '时限（单位：秒）', en: 'Times, in seconds' },
  variables: {
    CHARGE_TTL: {
      zh: '一笔支付单多久内可以支付，最长是微信 `prepay_id` 的有效期 2 小时。每笔支付单至少 5 分钟有效，所以小于 `300` 的值等同于 `300`',
      en: 'How long a charge can be paid: at most 2 hours (WeChat’s `prepay_id` is valid that long). Every charge lives at least 5 minutes, so a value below `300` acts like `300`',
    },
    CHARGE_REUSE: {
      zh: '同一付款人再次点支付时，多久内仍用原来的支付单。不能大于 `CHARGE_TTL`',
      en: 'How long the same payer gets the same charge when they tap pay again. At most `CHARGE_TTL`',
    },
    CHARGE_GRACE: {
      zh: '别人在付时，从那位付款人连续发起的第一笔支付单算起，多久内不允许其他付款人把它关掉，以免正在输密码时被关单',
      en: 'How long another payer cannot close a payer’s charge, counted from the first charge of the payer’s consecutive attempts. It prevents that a charge is closed while somebody types the PIN',
    },
    SESSION_TTL: {
      zh: '多久后重新获取 openid（静默授权，付款人无感）。同一部手机可能换微信号登录，所以不宜太长',
      en: 'After how long the openid is fetched again, without the payer noticing. People switch WeChat accounts on one phone, so keep it short',
    },
    JUST_PAID_WINDOW: {
      zh: '付款后多久内再付同样的商品或金额，会先请付款人确认。`0` 表示从不询问',
      en: 'How long after a payment the payer is asked to confirm before paying the same item or amount again. `0`: never ask',
    },
    FORGET_AFTER_DAYS: {
      zh: '订单了结多少天后，自动抹去付款人的 openid 和备注（7 到 3650），见[个人信息](personal-data.md)。留空则不自动抹去，只有 `npm run forget` 会',
      en: 'How many days after an order is finished the payer’s openid and remark are erased (7 to 3650): see [personal data](personal-data.md). Unset: they are erased only by `npm run forget`',
    },
    DRAIN: {
      zh: '收到 SIGTERM 后，`api/readyz` 先返回 503 这么久，其余请求照常回答，然后才关闭端口。要比反向代理保持空闲连接的时间长（自带的 nginx 是 3 秒）',
      en: 'How long `api/readyz` answers 503 after SIGTERM before the port closes; other requests are answered as usual. It must be longer than the proxy keeps idle connections (3 seconds in the nginx configuration of this project)',
    },
  },
}

const storage: Group = {
  title: { zh: '数据库', en: 'Database' },
  variables: {
    DATABASE_URL: {
      zh: '`postgres://user:password@host/database`。多个进程必须用 PostgreSQL。留空则用 `DATA_DIR` 下的内嵌数据库，只能跑一个进程，第二个后端不会启动。在另一台机器上时末尾要有 `?sslmode=verify-full`',
      en: '`postgres://user:password@host/database`. More than one process needs PostgreSQL. Unset: the embedded database in `DATA_DIR`, for one process only; a second backend does not start. If PostgreSQL is on another server, append `?sslmode=verify-full`',
    },
    DATABASE_LISTEN_URL: {
      zh: 'PostgreSQL 直连地址，进程之间用它互相通知付款结果（LISTEN）。`DATABASE_URL` 经过 PgBouncer 时要填；留空则用 `DATABASE_URL`。连不上时照常收款，只是在其他进程上等结果的付款人最多晚一秒看到',
      en: 'A direct connection to PostgreSQL, on which the processes tell each other about payments (LISTEN). Set it if `DATABASE_URL` goes through PgBouncer. Unset: `DATABASE_URL`. If it does not work, payments go on, but payers who wait at another process see the result up to a second later',
    },
    DATABASE_POOL: {
      zh: '一个进程最多占用多少个 PostgreSQL 连接，用来接收其他进程付款结果的那一个不算在内',
      en: 'How many connections to PostgreSQL a process may hold, in addition to the one on which it listens',
    },
    DATA_DIR: {
      zh: '内嵌数据库的目录。要放在重启、重新部署后仍在的磁盘上，单独一个目录，写绝对路径',
      en: 'The folder of the embedded database. Use a separate folder on a disk that keeps its files after restarts and deployments, and give its absolute path',
    },
    RESTORED: {
      zh: '恢复了备份之后，填备份的时间，如 `2026-11-01T03:00:00+08:00`。在向支付通道查清备份之后的付款之前，备份里的订单不会再创建支付单（`charge_in_progress`），新订单不受影响。[怎么恢复](going-live.md#备份升级与恢复)',
      en: 'After a backup was restored: the time of the backup, e.g. `2026-11-01T03:00:00+08:00`. Orders from the backup cannot be paid (`charge_in_progress`) until the gateways have been queried for what was paid since. New orders are not affected. [How to restore](going-live.md#backup-upgrade-restore)',
    },
  },
}

const running: Group = {
  title: { zh: '限流、日志与运行环境', en: 'Limits, log and mode' },
  variables: {
    LIMITS: {
      zh: '每分钟允许的次数，写成 `name=number`，用逗号分隔，没写的保持默认。`payer`：已登录付款人的请求；`key`：一个 API 密钥的请求；`address`：同一地址（IPv6 按 /64）其余的请求；`authorize`：同一地址发起的登录；`landing`：同一次登录的后续请求；`guess`：同一地址试错的 API 密钥。在 PostgreSQL 上，多个进程合起来算。前提是 `TRUST_PROXY` 填对',
      en: 'Calls allowed per minute, as `name=number`, separated by commas. Names that are left out keep their default. `payer`: calls of a signed-in payer. `key`: calls with one API key. `address`: all other calls from one IP address (IPv6: a /64). `authorize`: sign-ins begun from one address. `landing`: calls with one sign-in. `guess`: wrong API keys from one address. On PostgreSQL all processes are counted together. `TRUST_PROXY` must be right',
    },
    LOG_LEVEL: {
      zh: '`trace`、`debug`、`info`、`warn`、`error`、`fatal` 或 `silent`',
      en: '`trace`, `debug`, `info`, `warn`, `error`, `fatal` or `silent`',
    },
    NODE_ENV: {
      zh: '设为 `production` 时不读 `.env` 文件，只用环境变量。其余时候两者都读，环境变量优先',
      en: 'With `production` the `.env` file is not read, only the environment. Otherwise both are read, and the environment takes precedence',
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
