import { expect, test } from 'vitest'
import { faultGroups } from '../../../mocks/sandbox/fault-table/table'
import { platforms } from '../../../mocks/sandbox/fault-table/login'
import { noFaults, type FaultName } from '../../../mocks/sandbox/faults'
import { en } from '../../../src/locales/en/en'
import { faultRows } from './table'
import { wechatpayRows } from './wechatpay'
import type { FaultRow } from './rows'

const named = (name: FaultName, value: unknown) => `${name} = ${String(value)}`

const allRows = [...faultRows, ...wechatpayRows]

/** Everything that the panel can switch on. */
const faults = [
  ...platforms.map(({ value }) => named('platform', value)),
  ...faultGroups.flatMap(({ controls }) =>
    controls.flatMap(({ name, choices }) =>
      choices
        ? choices
            .flatMap(({ options }) => options.map(({ value }) => value))
            .filter((value) => value !== noFaults[name])
            .map((value) => named(name, value))
        : [named(name, true)],
    ),
  ),
]

test('every fault of the panel has one row, and no row is about a fault that is none', () => {
  const told = allRows.flatMap(({ fault, values }) => values.map((value) => named(fault, value)))
  expect(told.sort()).toEqual([...faults].sort())
})

test('every row answers the three questions', () => {
  const empty = allRows.filter((row) => !row.happened || !row.money || !row.now)
  expect(empty).toEqual([])
})

function nameOf({ fault, values }: FaultRow): string {
  const plain = values.every((value) => value === true)
  return plain
    ? `\`${fault}\``
    : `\`${fault}\`: ${values.map((value) => `\`${String(value)}\``).join(', ')}`
}

function tableOf(rows: readonly FaultRow[]): string {
  const lines = rows.map((row) => {
    const { happened, money, now, vague } = row
    return `| ${nameOf(row)} | ${row.heading(en)} | ${happened} | ${money} | ${now} | ${vague ?? 'no'} |`
  })
  return `<!-- prettier-ignore-start -->

| fault | the payer reads | what happened | did money move | what now | vague |
| --- | --- | --- | --- | --- | --- |
${lines.join('\n')}

<!-- prettier-ignore-end -->
`
}

function page(): string {
  const plain = faultRows.filter(({ vague }) => vague === null).length
  return `# What a payer reads when something goes wrong

Every fault that the [sandbox](sandbox.md) can switch on, what the payer then reads, and how the screen answers three questions: what happened, was money taken, what to do next.
The answers were read from the running demo in Chromium, each with a new order and one fault.
${plain} of ${faultRows.length} rows answer all three clearly; for the others the last column says which answer is not clear.

\`tests/unit/faults\` checks this page: it fails if a fault has no row, and the headings come from the current texts.
\`npx vitest run --project unit tests/unit/faults -u\` updates it.

${tableOf(faultRows)}
## At WeChat Pay

Faults whose names begin with \`wxpay_\` only affect WeChat Pay. They were read from the production build in Chromium with \`GATEWAY=wechatpay\`; of values with the same result at least one was tried.
In the last row the payment was tried, and the refund was not.

${tableOf(wechatpayRows)}`
}

test('docs/faults.md says so', async () => {
  await expect(page()).toMatchFileSnapshot('../../../docs/faults.md')
})
