import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { connect, type Devtools } from './devtools'
import { programOf, type Version } from './versions'

/** An old Chromium that runs, and its tabs, each of which has cookies of its own. */
export interface Engine {
  openTab: () => Promise<Devtools>
  close: () => Promise<void>
}

export async function startEngine(version: Version): Promise<Engine> {
  const profile = await mkdtemp(join(tmpdir(), `chromium-${version}-`))
  const program = spawn(
    programOf(version),
    [
      '--headless',
      // these binaries come without the helper that a sandbox needs; they see our own pages alone
      '--no-sandbox',
      '--no-zygote',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--hide-scrollbars',
      '--no-first-run',
      '--disable-background-networking',
      '--lang=zh-CN',
      `--user-data-dir=${profile}`,
      '--remote-debugging-port=0',
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const gone = once(program, 'exit')
  const address = await listening(program.stderr, version)
  const browser = await connect(address)

  return {
    async openTab() {
      const { browserContextId } = await browser.ask('Target.createBrowserContext')
      const target = { url: 'about:blank', browserContextId, width: 390, height: 844 }
      const { targetId } = await browser.ask('Target.createTarget', target)
      return connect(`ws://${new URL(address).host}/devtools/page/${String(targetId)}`)
    },
    async close() {
      browser.close()
      program.kill('SIGKILL')
      await gone
      await rm(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

async function listening(output: NodeJS.ReadableStream, version: Version): Promise<string> {
  const said: string[] = []
  for await (const line of createInterface({ input: output })) {
    const [, address] = /^DevTools listening on (\S+)/.exec(line) ?? []
    // what it says later is read on: a full pipe would stop it
    if (address) return (void output.resume(), address)
    said.push(line)
  }
  throw new Error(`Chromium ${version} did not start:\n${said.join('\n')}`)
}
