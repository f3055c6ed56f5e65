import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { ConfigError, readConfig } from '../../server/config/config'
import vectors from '../fixtures/paymax-vectors.json'

export const complete = {
  PUBLIC_URL: 'https://pay.example.com/pay/',
  WECHAT_APP_ID: 'wx2421b1c4370ec43b',
  WECHAT_APP_SECRET: '0123456789abcdef0123456789abcdef',
  PAYMAX_SECRET_KEY: vectors.secretKey,
  PAYMAX_APP: 'app_49b0f1dd741646d2b277524de2785836',
  PAYMAX_PRIVATE_KEY: vectors.merchantPrivateKey,
  PAYMAX_PUBLIC_KEY: vectors.paymaxPublicKey,
  SESSION_SECRET: 's'.repeat(32),
  MERCHANT_API_KEY: 'm'.repeat(16),
  MERCHANT_NAME: '测试商户',
}

export function withEnv(changes: Record<string, string | undefined>) {
  return readConfig({ ...complete, ...changes })
}

export function problems(changes: Record<string, string | undefined>): readonly string[] {
  try {
    withEnv(changes)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

export function fileWith(text: string | Buffer) {
  const dir = mkdtempSync(join(tmpdir(), 'config-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  const file = join(dir, 'file')
  writeFileSync(file, text)
  return file
}
