/**
 * Two processes behind the nginx that is shipped are restarted in turn while people pay: not one request fails.
 * More payments: `ROLLING_PAYMENTS=1000 npx vitest run --project server tests/server/deploy/rolling-restart.test.ts`.
 */
import { describe, expect, test } from 'vitest'
import { buildBackend } from '../support/checkout-process'
import { leftOut } from '../support/nginx'
import { takeOwnCertificate } from '../support/own-certificate'
import { pay, twoBehindNginx } from './two-behind-nginx'

takeOwnCertificate()
const built = buildBackend()
const payments = Number(process.env['ROLLING_PAYMENTS'] ?? 200)
const atOnce = 6

describe.skipIf(leftOut)(`a rolling restart${leftOut ?? ''}`, { timeout: 600_000 }, () => {
  test('fails no request and loses no payment', async () => {
    const { nginx, base, sandbox, start } = await twoBehindNginx(built.script())
    const running = [await start(0), await start(1)]
    const [outcomes, rounds] = [new Map<string, number>(), { whole: 0 }]
    let begun = 0

    async function payOn(): Promise<void> {
      while (begun < payments || rounds.whole === 0) {
        begun += 1
        const outcome = await pay(base, sandbox, `R${begun}`).catch((error: unknown) =>
          String(error),
        )
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
      }
    }
    async function restartInTurn(): Promise<void> {
      while (begun < payments || rounds.whole === 0) {
        for (const index of running.keys()) {
          running[index]?.process.kill('SIGTERM')
          expect(await running[index]?.ended).toBe(0)
          running[index] = await start(index)
        }
        rounds.whole += 1
      }
    }
    await Promise.all([restartInTurn(), ...Array.from({ length: atOnce }, payOn)])

    const requests = (await nginx.accessLog())
      .trim()
      .split('\n')
      .filter((line) => !line.includes('GET / '))
    const failed = requests.filter((line) => !/ [23]\d\d \d+ [\d.]+ /.test(line))
    process.stdout.write(
      `${begun} payments, ${requests.length} requests, ${rounds.whole} rounds of restarts, ${failed.length} failed\n`,
    )
    expect(Object.fromEntries(outcomes)).toEqual({ paid: begun })
    expect(failed).toEqual([])
  })
})
