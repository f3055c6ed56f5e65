/** `npm run listen`, from a sandbox to a developer's receiver. */
import { expect, onTestFinished, test } from 'vitest'
import { readArguments } from '../../mocks/commands/listen/arguments'
import { runListen } from '../../mocks/commands/listen/run-listen'
import { runTrigger } from '../../mocks/commands/trigger/run-trigger'
import { freePort } from '../../mocks/sandbox/demo/ports'
import { startSandbox } from '../../mocks/sandbox/sandbox'
import { sandboxNotifySecret } from '../../mocks/sandbox/shop/secret'
import { answering, openShop } from './notifications/shop'

async function sandboxAt(phonePort: number) {
  const sandbox = await startSandbox({
    phonePort,
    checkout: {
      publicUrl: `http://127.0.0.1:${phonePort}/pay/`,
      backendUrl: 'http://127.0.0.1:1',
    },
  })
  const url = sandbox.phone?.url ?? ''
  return {
    ...sandbox,
    url,
    tell: () => runTrigger({}, { type: 'order.paid', orderNo: null, to: null, sandbox: url }),
    bodies: () => (sandbox.phone?.shop.arrivals.list() ?? []).map(({ id, body }) => [id, body]),
  }
}

function listen(args: readonly string[]): { lines: string[]; end: () => Promise<void> } {
  const lines: string[] = []
  const ends = new AbortController()
  const listening = runListen(readArguments(args), (line) => lines.push(line), ends.signal)
  const end = async () => {
    ends.abort()
    await listening
  }
  onTestFinished(end)
  return { lines, end }
}

test('each is replayed with its headers and bytes, and what became of it is said', async () => {
  const sandbox = await sandboxAt(await freePort())
  onTestFinished(sandbox.close)
  const receiver = await openShop(sandboxNotifySecret)
  await sandbox.tell()
  const { lines, end } = listen(['--to', receiver.url, '--sandbox', sandbox.url])
  await expect.poll(() => lines).toEqual([`${sandbox.url} → ${receiver.url}`])
  await sandbox.tell()
  await expect.poll(() => receiver.received.length).toBe(1)
  receiver.answer = answering(500)
  await sandbox.tell()
  await expect.poll(() => lines.length).toBe(3)
  // The first one came before anybody listened.
  const replayed = receiver.received.map(({ id, text }) => [id, text])
  expect(replayed).toEqual(sandbox.bodies().slice(1))
  expect(receiver.received[0]?.headers).toMatchObject({
    'user-agent': 'Paymax-Checkout',
    'content-type': 'application/json',
  })
  expect(lines.map((line) => line.split(' → ').pop()).slice(1)).toEqual(['204', '500'])
  await end()
})

test('with --all, what came before is replayed as well', async () => {
  const sandbox = await sandboxAt(await freePort())
  onTestFinished(sandbox.close)
  const receiver = await openShop(sandboxNotifySecret)
  await sandbox.tell()
  listen(['--to', receiver.url, '--sandbox', sandbox.url, '--all'])
  await expect.poll(() => receiver.received.length).toBe(1)
})

test('a sandbox that is started anew, and a receiver that is not there, are lived through', async () => {
  const port = await freePort()
  const first = await sandboxAt(port)
  const nobody = `http://127.0.0.1:${await freePort()}/`
  const { lines } = listen(['--to', nobody, '--sandbox', first.url])
  await expect.poll(() => lines.length).toBe(1)
  await first.tell()
  await expect.poll(() => lines.at(-1)).toContain('no answer (ECONNREFUSED)')
  await first.close()
  await expect.poll(() => lines.at(-1)).toContain('waiting for the sandbox')
  const second = await sandboxAt(port)
  onTestFinished(second.close)
  // Told before the listener is back: it is replayed when it comes.
  await second.tell()
  await expect
    .poll(() => lines.filter((line) => line.includes('order.paid')).length, { timeout: 10_000 })
    .toBe(2)
})

test.each([[[]], [['--to', 'here']], [['--to', 'http://127.0.0.1/', 'more']]])(
  'arguments that make no sense are refused: %j',
  (args) => {
    expect(() => readArguments(args)).toThrow()
  },
)
