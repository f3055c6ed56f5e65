/** What the API pages say around what they are made of. */
export type Language = 'zh' | 'en'

export interface Phrases {
  readonly generated: string
  readonly other: string
  readonly title: string
  readonly intro: string
  readonly notifications: string
  readonly notificationIntro: string
  readonly errors: string
  readonly errorIntro: string
  readonly code: string
  readonly whatToDo: string
  readonly fieldHead: string
  readonly codes: string
  readonly colon: string
  readonly yes: string
  readonly no: string
  /** @param scheme the first one that is taken @param choices how many there are */
  readonly who: (scheme: string | undefined, choices: number) => string
}

const by =
  (words: Readonly<Record<string, string>>, anyone: string, also: string) =>
  (scheme: string | undefined, choices: number) =>
    scheme === undefined ? anyone : `${words[scheme] ?? scheme}${choices > 1 ? also : ''}`

export const phrases: Readonly<Record<Language, Phrases>> = {
  en: {
    generated:
      'Made by tests/server/api-document/pages.test.ts (with -u) from the OpenAPI document.',
    other: '[中文](zh/api.md)',
    title: 'The API',
    intro:
      'Every call, with a request and an answer from a real test run. The addresses assume that `PUBLIC_URL` is `https://pay.example.com/pay/`. Amounts are integers in fen (CNY 0.01). Times are ISO 8601 in UTC. Errors are RFC 9457 `application/problem+json` with a stable `code`; [the last section](#error-codes) says what to do about each. Every answer has `x-request-id`: the one of the request (1 to 64 of `A-Za-z0-9._-`) or a new one. Log lines of this request have it as `requestId`. The same description for tools is at `api/openapi.json`.',
    notifications: 'Notifications to the shop',
    notificationIntro:
      'Sent to `notifyUrl` or `NOTIFY_URL`, signed according to the Standard Webhooks specification, at least once and in any order: see [notifications](notifications.md).',
    errors: 'Error codes',
    errorIntro: 'Programs should use the `code` only. The text of `title` and `detail` may change.',
    code: 'code',
    whatToDo: 'cause, and what to do',
    fieldHead: '| field | value | required | meaning |',
    codes: 'Error codes: ',
    colon: ': ',
    yes: 'yes',
    no: 'no',
    who: by(
      {
        merchantKey: 'the shop, with its API key',
        metricsKey: 'Prometheus, with its API key',
        payerSession: 'a signed-in payer',
      },
      'anybody',
      ', or anybody else',
    ),
  },
  zh: {
    generated: '由 tests/server/api-document/pages.test.ts（加 -u）根据 OpenAPI 文档生成。',
    other: '[English](../api.md)',
    title: '接口',
    intro:
      '每个接口都附一次请求和应答，都是测试真实跑出来的。地址以 `PUBLIC_URL` 为 `https://pay.example.com/pay/` 为例。金额是整数，单位为分；时间是 UTC 的 ISO 8601。错误应答是 RFC 9457 的 `application/problem+json`，`code` 不会变，怎么处理见[文末](#错误码)。每个应答都有 `x-request-id`：请求自带的（1–64 个 `A-Za-z0-9._-`）照用，否则新生成一个；日志里为这次请求写的每一行都有它，字段是 `requestId`。同样内容给工具用的文档在 `api/openapi.json`。字段说明与 OpenAPI 文档一致，是英文。',
    notifications: '给商户的通知',
    notificationIntro:
      '发到 `notifyUrl` 或 `NOTIFY_URL`，按 Standard Webhooks 规范签名，至少一次，不保证先后：见[通知](notifications.md)。',
    errors: '错误码',
    errorIntro: '程序请只看 `code`。`title` 和 `detail` 的文字可能变。',
    code: '错误码',
    whatToDo: '原因与处理',
    fieldHead: '| 字段 | 取值 | 必填 | 说明 |',
    codes: '错误码：',
    colon: '：',
    yes: '是',
    no: '否',
    who: by(
      {
        merchantKey: '商户后端，带密钥',
        metricsKey: 'Prometheus，带密钥',
        payerSession: '已登录的付款人',
      },
      '任何人',
      '，其他人也可以',
    ),
  },
}
