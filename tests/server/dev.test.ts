import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { freePort } from '../../mocks/sandbox/demo/ports'
import { payOverHttp } from './support/pay-over-http'
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
    said: () => said,
    /** What is said from now on is read alone. */
    forget() {
      said = ''
    },
  }
}

/** One saved file may restart the backend twice, where its watcher is told of it twice: then who pays asks again. */
const isPaidThrough = (publicUrl: URL) =>
  expect.poll(() => payOverHttp(publicUrl), { interval: 500, timeout: 40_000 }).toBe('paid')

test('while it is worked on, the backend takes orders by the printed curl, runs what was saved last, and is paid through', async () => {
  const project = copyProject()
  const dev = await startDev(project.path)
  await dev.says('The sandbox is ready')
  await dev.says('checkout?order=')

  const [pasted = ''] = /^curl .*$/m.exec(dev.said()) ?? []
  const { stdout: link } = await promisify(execFile)('sh', ['-c', pasted])
  expect(link).toMatch(new RegExp(`^${dev.publicUrl.href}checkout\\?order=\\S+\n$`))

  project.edit('server/main.ts', (text) => `${text}\nconsole.error('edited once')\n`)

  await dev.says('The backend restarted in')
  await dev.says('edited once')
  await isPaidThrough(dev.publicUrl)

  dev.forget()
  project.edit('server/app.ts', (text) => `${text}\nconst = 1\n`)

  await dev.says('The backend was not built')
  await dev.says('server/app.ts')
  await isPaidThrough(dev.publicUrl)

  dev.forget()
  project.edit('server/app.ts', (text) =>
    text.replace('\nconst = 1\n', `\nthrow new Error('no')\n`),
  )

  await dev.says('The backend ended with code 1')

  dev.forget()
  project.edit('server/app.ts', (text) => text.replace(`\nthrow new Error('no')\n`, ''))

  await dev.says('after a change: server/app.ts')
  await isPaidThrough(dev.publicUrl)
}, 180_000)
