import { randomBytes } from 'node:crypto'
import type { Sandbox } from '../../../mocks/sandbox/sandbox'

/** A whole production configuration, so that nothing of the developer's own shell is needed or heard. */
export function environmentFor(
  gateways: Pick<Sandbox, 'checkoutEnvironment'>,
  publicUrl: string,
  database: Readonly<Record<string, string>>,
): Record<string, string> {
  const { hostname, port } = new URL(publicUrl)
  return {
    ...gateways.checkoutEnvironment(),
    ...database,
    PATH: process.env['PATH'] ?? '',
    NODE_ENV: 'production',
    PUBLIC_URL: publicUrl,
    HOST: hostname,
    PORT: port,
    SESSION_SECRET: randomBytes(32).toString('hex'),
    MERCHANT_API_KEY: randomBytes(24).toString('hex'),
    MERCHANT_NAME: '山茶咖啡',
    CLIENT_IP_FALLBACK: '203.0.113.7',
    LOG_LEVEL: 'error',
    DRAIN: '0',
  }
}
