/** The command as it is run, and the start: both read the same environment. */
import { execFile } from 'node:child_process'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { openCheckout } from '../support/checkout'
import { buildBackend, startCheckoutProcess } from '../support/checkout-process'

const built = buildBackend()

test('a start warns of what the configuration alone shows, and starts', async () => {
  const { environment } = await openCheckout('embedded')
  const started = startCheckoutProcess(built.script(), {
    ...environment,
    PORT: '0',
    TRUST_PROXY: 'true',
    WECHAT_TOKEN: 'x',
  })
  await started.ready()
  expect(started.said()).toContain('trust_proxy_true: TRUST_PROXY is true')
  expect(started.said().match(/can pretend to have any IP address/g)).toHaveLength(1)
  expect(started.said()).toContain(
    'unknown_variable: WECHAT_TOKEN is not a variable of this backend',
  )
})

test('the command says what is wrong and what to look at, and exits 1', async () => {
  const { environment } = await openCheckout('embedded')
  const { code, out } = await run({ ...environment, TRUST_PROXY: 'true' }, ['--json'])
  expect(code).toBe(1)
  const told = JSON.parse(out) as Record<string, { name: string }[]>
  expect(told['wrong']?.map(({ name }) => name)).toContain('trust_proxy_true')
  expect(told['look']?.map(({ name }) => name)).toContain('payment_directory')
})

test('arguments that make no sense exit 2', async () => {
  expect(await run({}, ['--all'])).toMatchObject({ code: 2, out: '' })
})

function run(environment: Record<string, string>, args: readonly string[]) {
  const script = join(dirname(built.script()), 'doctor.js')
  const env = { PATH: process.env['PATH'], NODE_ENV: 'production', ...environment }
  return new Promise<{ code: number; out: string }>((resolve) => {
    const child = execFile(process.execPath, [script, ...args], { env }, (_error, out) =>
      resolve({ code: child.exitCode ?? -1, out }),
    )
  })
}
