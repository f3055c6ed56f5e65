import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { freePort } from '../../mocks/sandbox/demo/ports'
import type { Charge, Order, Payment } from '../../server/contract'
import { createPhone } from './support/phone'
import { copyProject } from './support/project-copy'

/** `npm run dev` on a copy of the project; `said` is its terminal. */
async function startDev(project: string) {
  const port = await freePort()
  const dev = spawn(
    process.execPath,
    ['--import', 'tsx', join(project, 'mocks/sandbox/demo.ts'), '--hot'],
    { cwd: project, env: { ...process.env, PORT: String(port), DEMO_OPEN: '0' } },
  )
  let said = ''
  for (const output of [dev.stdout, dev.stderr]) {
    output.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
  }
  const ended = once(dev, 'close')
  onTestFinished(async () => {
    dev.kill('SIGTERM')
    await ended
  })
  return {
    publicUrl: new URL(`http://127.0.0.1:${port}/pay/`),
    says: (text: string) =>
      expect.poll(() => said, { interval: 50, timeout: 60_000 }).toContain(text),
    /** What is said from now on is read alone. */
    forget() {
      said = ''
    },
  }
}

/** A payer orders from the menu and pays in the sheet. @returns the status that the page reads */
async function pay(publicUrl: URL): Promise<string> {
  const phone = createPhone(publicUrl, publicUrl)
  await phone.signedIn('checkout?item=coffee')
  const { body: order } = await phone.post<Order>(
    'api/orders',
    { item: 'coffee', again: true },
    { 'idempotency-key': randomUUID() },
  )
  const { body: charge } = await phone.post<Charge>(`api/orders/${order.orderId}/charges`, {})
  const page = new URL('checkout', publicUrl).href
  const asked = { params: charge.jsApiParams, url: page, landing: page }
  const { body: sheet } = await phone.post<{ prepayId: string }>('/__sandbox/sheet', asked)
  await phone.post('/__sandbox/pay', { prepayId: sheet.prepayId, pin: '123456' })
  const { body } = await phone.get<Payment>(`api/orders/${order.orderId}/payment?wait=25`)
  return body.status
}

test('while it is worked on, the backend runs what was saved last, and is paid through', async () => {
  const project = copyProject()
  const dev = await startDev(project.path)
  await dev.says('The sandbox is ready')

  project.edit('server/main.ts', (text) => `${text}\nconsole.error('edited once')\n`)

  await dev.says('The backend restarted in')
  await dev.says('edited once')
  expect(await pay(dev.publicUrl)).toBe('paid')

  dev.forget()
  project.edit('server/app.ts', (text) => `${text}\nconst = 1\n`)

  await dev.says('The backend was not built')
  await dev.says('server/app.ts')
  expect(await pay(dev.publicUrl)).toBe('paid')

  dev.forget()
  project.edit('server/app.ts', (text) =>
    text.replace('\nconst = 1\n', `\nthrow new Error('no')\n`),
  )

  await dev.says('The backend ended with code 1')

  dev.forget()
  project.edit('server/app.ts', (text) => text.replace(`\nthrow new Error('no')\n`, ''))

  await dev.says('after a change: server/app.ts')
  expect(await pay(dev.publicUrl)).toBe('paid')
}, 180_000)
