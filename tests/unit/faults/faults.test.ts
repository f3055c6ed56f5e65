import { expect, test } from 'vitest'
import { faultGroups } from '../../../mocks/sandbox/fault-table/table'
import { platforms } from '../../../mocks/sandbox/fault-table/login'
import { noFaults, type FaultName } from '../../../mocks/sandbox/faults'
import { en } from '../../../src/locales/en'
import { faultRows } from './table'
import type { FaultRow } from './rows'

const named = (name: FaultName, value: unknown) => `${name} = ${String(value)}`

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
  const told = faultRows.flatMap(({ fault, values }) => values.map((value) => named(fault, value)))
  expect(told.sort()).toEqual([...faults].sort())
})

test('every row answers the three questions', () => {
  const empty = faultRows.filter((row) => !row.happened || !row.money || !row.now)
  expect(empty).toEqual([])
})

function nameOf({ fault, values }: FaultRow): string {
  const plain = values.every((value) => value === true)
  return plain
    ? `\`${fault}\``
    : `\`${fault}\`: ${values.map((value) => `\`${String(value)}\``).join(', ')}`
}

function page(): string {
  const plain = faultRows.filter(({ vague }) => vague === null).length
  const rows = faultRows.map((row) => {
    const { happened, money, now, vague } = row
    return `| ${nameOf(row)} | ${row.heading(en)} | ${happened} | ${money} | ${now} | ${vague ?? 'no'} |`
  })
  return `# What a payer reads when something goes wrong

Every fault that the [sandbox](sandbox.md) can switch on, what the payer reads, and the three questions that each screen has to answer:
what happened, did money move, what now. The answers were read off the running demo in Chromium, with a new order each and one fault on.
${plain} of ${faultRows.length} rows answer all three plainly; the last column says which answer of the others is not plain.

\`tests/unit/faults\` holds this page: a fault without a row fails, and the headings are today's words.
\`npx vitest run --project unit tests/unit/faults -u\` writes it anew.

<!-- prettier-ignore-start -->

| fault | the payer reads | what happened | did money move | what now | vague |
| --- | --- | --- | --- | --- | --- |
${rows.join('\n')}

<!-- prettier-ignore-end -->
`
}

test('docs/faults.md says so', async () => {
  await expect(page()).toMatchFileSnapshot('../../../docs/faults.md')
})
