import { pino, stdSerializers, type Logger } from 'pino'
import { maskOpenid } from '../payments/core/ids'

/** Whatever carries a secret under one of these names stays out of the log. */
const secrets = [
  'secret',
  'appSecret',
  'secretKey',
  'privateKey',
  'access_token',
  'authorization',
  'cookie',
  'sign',
  'paySign',
]

/** The address without its query: `code` and `state` are nobody's business. */
function pathOf(url: string | undefined): string {
  return (url ?? '').split('?', 1)[0] ?? ''
}

export function createLog(level: string): Logger {
  return pino({
    level,
    redact: {
      paths: secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
      remove: true,
    },
    serializers: {
      err: stdSerializers.err,
      openid: (openid: unknown) => (typeof openid === 'string' ? maskOpenid(openid) : null),
      req: (request: { method?: string; url?: string }) => ({
        method: request.method,
        path: pathOf(request.url),
      }),
    },
  })
}
