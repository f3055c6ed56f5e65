import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { receiptWords } from '@/locales/receipt'
import { titleOf } from '@/locales/title'
import { zhCN } from '@/locales/zh-CN/zh-CN'
import { samples } from './samples'

// People and machines outside look for these words. Every other test takes its words from the dictionary
// (`tests/say.ts`): this is the one place that holds them, and the one to be red when one of them is changed.

const notCharged = zhCN.notCharged('12:00:07')

test('each button that calls the sheet has 支付 in its name', () => {
  expect([zhCN.pay, zhCN.payKey]).toEqual(['立即支付', '立即支付'])
  expect([zhCN.payOn, zhCN.payAgain]).toEqual(['继续支付', '重新支付'])
})

test('a confirmed payment has a heading of its own, which stands alone', () => {
  expect(titleOf(samples.paid, zhCN)).toBe('支付成功')
  expect(receiptWords['zh-CN'].said.paid.heading).toBe('支付成功')
  for (const said of [{ ...zhCN, notCharged }, receiptWords['zh-CN']]) {
    expect(JSON.stringify(said).split('支付成功')).toHaveLength(2)
  }
})

test('an unconfirmed one is said to be that', () => {
  const { steps } = zhCN
  const { confirming, late } = receiptWords['zh-CN'].said
  for (const heading of [steps.confirming, steps.pending, confirming.heading, late.heading]) {
    expect(heading).toBe('支付结果确认中')
  }
})

test('what ended without money says so, that nothing was charged, and when that was asked', () => {
  expect(titleOf(samples.unpaid, zhCN)).toBe('支付未完成')
  expect(titleOf(samples.failed, zhCN)).toBe('支付失败')
  expect(notCharged).toContain('未扣款')
  expect(notCharged).toContain('12:00:07')
})

test('outside WeChat the page says where it can be paid', () => {
  expect(titleOf(samples.outside, zhCN)).toBe('请在微信中打开')
})

test('no other test holds them', () => {
  const own = ['contract-words.test.ts', 'said-once.test.ts', 'claims.ts']
  const words = [zhCN.pay, zhCN.payOn, zhCN.payAgain, ...Object.values(zhCN.steps)]
  const held = new RegExp(`['"\`](?:${words.join('|')})['"\`]`)
  const root = join(import.meta.dirname, '..')
  const files = ['component', 'e2e', 'old-engines', 'screens', 'server', 'unit'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.includes('node_modules'))
      .filter((file) => !own.includes(file))
      .map((file) => join(root, folder, file)),
  )
  expect(files.length).toBeGreaterThan(100)
  expect(files.filter((file) => held.test(readFileSync(file, 'utf8')))).toEqual([])
})
