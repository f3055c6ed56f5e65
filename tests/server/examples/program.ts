/** Receivers in other languages, as processes of their own. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished } from 'vitest'
import { freePort } from '../../../mocks/sandbox/demo/ports'

export interface Receiver {
  readonly url: string
  /** All that it has said, on both outputs. */
  readonly said: () => string
}

/** How each is started, in the folder of its example. */
const commands = {
  php: (port: number) => ['php', '-S', `127.0.0.1:${port}`, 'receiver.php'],
  java: () => ['java', 'Receiver.java'],
} as const
export type Language = keyof typeof commands

/** Ended when the test is over; resolves when it listens. */
export async function startReceiver(language: Language, secret: string): Promise<Receiver> {
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'receiver-'))
  const [program = '', ...args] = commands[language](port)
  const child = spawn(program, args, {
    cwd: fileURLToPath(new URL(`../../../examples/${language}`, import.meta.url)),
    env: {
      PATH: process.env['PATH'],
      NOTIFY_SECRET: secret,
      PORT: String(port),
      STATE: join(folder, 'taken.json'),
    },
  })
  let said = ''
  for (const output of [child.stdout, child.stderr]) {
    output.on('data', (bytes: Buffer) => {
      said += bytes.toString()
    })
  }
  const ended = once(child, 'close')
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
    rmSync(folder, { recursive: true })
  })
  const url = `http://127.0.0.1:${port}/`
  const answers = () =>
    fetch(url).then(
      ({ status }) => status,
      () => 0,
    )
  // Unsigned, it is refused as soon as anybody is there to refuse it.
  await expect.poll(answers, { timeout: 50_000, interval: 200 }).toBe(401)
  return { url, said: () => said }
}
