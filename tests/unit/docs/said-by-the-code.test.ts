import { describe, expect, test } from 'vitest'
import { en } from '@/locales/en/en'
import { zhCN } from '@/locales/zh-CN/zh-CN'
import { FailureReason } from '../../../server/contract/failures'
import { IncidentKind } from '../../../server/contract/merchant-orders'
import { ErrorCode } from '../../../server/contract/problems'
import { RefundStatus } from '../../../server/contract/refunds'
import { findingNames } from '../../../server/config/mistakes/finding-names'
import { logMessages } from './log-messages'
import { readPage } from './markdown'
import { readText } from './pages'

const codesOf = (path: string) => new Set(readPage(path, readText(path)).codes)

/** The first cells of all tables: what somebody looks for. */
const soughtIn = (path: string) =>
  [...readText(path).matchAll(/^\| (.+?) +\|/gm)].map(([, cell = '']) => cell)

describe.each([
  ['docs/zh/troubleshooting.md', zhCN],
  ['docs/troubleshooting.md', en],
] as const)('%s', (path, words) => {
  test('has every failure that a payer can read, in the payer’s words', () => {
    const read = Object.values(words.failures).map(({ what }) => what)
    const sought = soughtIn(path)
    expect(read.filter((what) => !sought.includes(what))).toEqual([])
  })

  test('has the screens that a payer may be stuck on', () => {
    const { steps, moneyBack, denied } = words
    const stuck = [steps.pending, steps.bridge_missing, steps.outside, denied.what]
    const refunds = [moneyBack.second.title.failed, moneyBack.late.title.failed]
    expect(soughtIn(path)).toEqual(expect.arrayContaining([...stuck, ...refunds]))
  })

  test('has every warning and error of the log', () => {
    const messages = logMessages()
    expect(messages.length).toBeGreaterThan(20)
    const codes = codesOf(path)
    expect(messages.filter((message) => !codes.has(message))).toEqual([])
  })

  test('has every code that the API can answer', () => {
    const codes = codesOf(path)
    expect(ErrorCode.enum.filter((code) => !codes.has(code))).toEqual([])
  })

  test('has every finding of the doctor, and no other', () => {
    const [, after = ''] = readText(path).split(
      /^## (?:检查命令查出的问题|What the doctor finds)$/m,
    )
    const [section = ''] = after.split(/^## /m)
    const told = [...section.matchAll(/^\| `([^`]+)`/gm)].map(([, name = '']) => name)
    expect(told.toSorted()).toEqual(findingNames.toSorted())
  })

  test('quotes nothing of the log that the code does not say', () => {
    const [, log = ''] = readText(path).split(/^## (?:日志里的|What the log says)$/m)
    const [section = ''] = log.split(/^## /m)
    const quoted = [...section.matchAll(/^\| `([^`]+)`/gm)].map(([, message = '']) => message)
    const messages = logMessages()
    const elsewhere = [
      'config/variables/problem.ts',
      'main.ts',
      'config/variables/key-files.ts',
    ].map((name) => readText(`server/${name}`))
    elsewhere.push(readText('server/payments/charges/account-mismatch.ts'))
    elsewhere.push(readText('server/payments/reports/apply-charge-report.ts'))
    const unsaid = quoted.filter(
      (one) => !messages.includes(one) && !elsewhere.some((text) => text.includes(one)),
    )
    expect(unsaid).toEqual([])
  })
})

test.each(['docs/zh/statements.md', 'docs/statements.md'])('%s explains every finding', (path) => {
  const [, words = ''] = /FindingKind, string>> = \{([^}]+)\}/.exec(
    readText('server/commands/reconcile/print.ts'),
  ) ?? ['', '']
  const findings = [...words.matchAll(/'([^']+)'/g)].map(([, finding = '']) => finding)
  expect(findings.length).toBeGreaterThan(5)
  const sought = soughtIn(path)
  expect(findings.filter((one) => !sought.some((cell) => cell.startsWith(one)))).toEqual([])
})

test.each(['docs/zh/refunds.md', 'docs/refunds.md'])(
  '%s has every kind of incident, every reason of a failure and every state of a refund',
  (path) => {
    const codes = codesOf(path)
    const all = [...IncidentKind.enum, ...FailureReason.enum, ...RefundStatus.enum]
    expect(all.filter((code) => !codes.has(code))).toEqual([])
  },
)
