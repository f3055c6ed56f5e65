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

Every fault that the [sandbox](sandbox.md) can switch on, what the payer reads, and the three questions that each screen has to answer:
what happened, did money move, what now. The answers were read off the running demo in Chromium, with a new order each and one fault on.
${plain} of ${faultRows.length} rows answer all three plainly; the last column says which answer of the others is not plain.

\`tests/unit/faults\` holds this page: a fault without a row fails, and the headings are today's words.
\`npx vitest run --project unit tests/unit/faults -u\` writes it anew.

${tableOf(faultRows)}
## At WeChat Pay

The faults whose names begin with \`wxpay_\` are WeChat Pay’s own and do nothing where charges are made at Paymax. They were read off the
production build in Chromium with \`GATEWAY=wechatpay\`, of values that end alike at least one; of the last row the payment was, its refund was not.

${tableOf(wechatpayRows)}`
}

test('docs/faults.md says so', async () => {
  await expect(page()).toMatchFileSnapshot('../../../docs/faults.md')
})
