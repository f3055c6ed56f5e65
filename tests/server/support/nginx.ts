/** The nginx that a merchant is given, in front of whatever listens. Without vitest: browser stories use it too. */
import { spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '../../../mocks/sandbox/demo/ports'
import { makeCertificate } from '../../../mocks/sandbox/wechatpay/certificate'
import { hasProgram } from '../../set-up/machine'

const shipped = fileURLToPath(new URL('../../../deploy/nginx/', import.meta.url))
const dist = fileURLToPath(new URL('../../../dist/', import.meta.url))

/** In continuous integration a missing nginx fails its tests; on a person's machine they are left out. */
export const leftOut =
  !hasProgram('nginx') && ['', 'false'].includes(process.env['CI'] ?? '')
    ? ' (left out: there is no nginx here)'
    : null

export interface Nginx {
  /** Without a `/` at its end, like the next. */
  readonly https: string
  readonly http: string
  /** What it serves MP_verify files from. */
  readonly verifyDir: string
  /** What it has logged about requests so far. */
  readonly accessLog: () => Promise<string>
  readonly stop: () => Promise<void>
}

/**
 * Starts it with the files of `deploy/nginx`, in which only what `deploy/README.md` names is changed.
 * @param backends one port or two
 * @param pagesUnder with `checkout/static.conf`: the payment directory whose pages come from `dist`, which is built
 * @param changes what else stands in place of what, where a test cannot wait for as long as production does
 */
export async function startNginx(
  backends: readonly number[],
  pagesUnder: string | null = null,
  changes: Readonly<Record<string, string>> = {},
): Promise<Nginx> {
  const folder = await mkdtemp(join(tmpdir(), 'checkout-nginx-'))
  // Its workers are of another user where root runs the tests.
  await chmod(folder, 0o755)
  const [https, http] = [await freePort(), await freePort()]
  await writeFiles(folder, {
    ...substitutes(folder, { https, http, backends }),
    ...(pagesUnder !== null && pagesFromDisk(pagesUnder)),
    ...changes,
  })
  const child = spawn(
    'nginx',
    ['-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log'), '-g', 'daemon off;'],
    { env: { PATH: withSystemPrograms() }, stdio: 'ignore' },
  )
  const ended = once(child, 'exit').catch((error: unknown) => [error])
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
    await rm(folder, { recursive: true, force: true })
  }
  const origin = { https: `https://127.0.0.1:${https}`, http: `http://127.0.0.1:${http}` }
  const came = await Promise.race([untilListening(origin.http), ended.then(() => false)])
  if (!came) {
    const said = await readFile(join(folder, 'error.log'), 'utf8').catch(() => '')
    await stop()
    throw new Error(`nginx did not start: ${said}`)
  }
  return {
    ...origin,
    verifyDir: join(folder, 'checkout/verify'),
    accessLog: () => readFile(join(folder, 'access.log'), 'utf8'),
    stop,
  }
}

/** What a merchant changes (see deploy/README.md), and where nothing of the machine's own nginx is touched. */
function substitutes(
  folder: string,
  ports: { https: number; http: number; backends: readonly number[] },
): Record<string, string> {
  const [first, second] = ports.backends
  return {
    // Each worker has connections and a turn of its own, and what a test sees would depend on the machine.
    'worker_processes auto;': 'worker_processes 1;',
    '/run/nginx.pid': join(folder, 'nginx.pid'),
    '/var/log/nginx/': `${folder}/`,
    '/etc/nginx/checkout': `${folder}/checkout`,
    '/etc/ssl/checkout/': `${folder}/`,
    '127.0.0.1:8787': `127.0.0.1:${first}`,
    ...(second !== undefined && { '# server 127.0.0.1:8788': `server 127.0.0.1:${second}` }),
    'listen 80;': `listen 127.0.0.1:${ports.http};`,
    'listen 443 ssl': `listen 127.0.0.1:${ports.https} ssl`,
    'listen [::]:80;': '',
    'listen [::]:443 ssl http2;': '',
  }
}

function pagesFromDisk(directory: string): Record<string, string> {
  return {
    '# include checkout/static.conf;': 'include checkout/static.conf;',
    '/opt/paymax-checkout/dist/': dist,
    '^/pay/(': `^${directory}(`,
    '^/pay(/': `^${directory.slice(0, -1)}(/`,
    '/pay/receipt': `${directory}receipt`,
    '/pay/assets/': `${directory}assets/`,
  }
}

async function writeFiles(folder: string, changes: Record<string, string>): Promise<void> {
  const found = new Set<string>()
  const changed = (text: string) =>
    Object.entries(changes).reduce((last, [from, to]) => {
      if (last.includes(from)) found.add(from)
      return last.replaceAll(from, to)
    }, text)
  await cp(shipped, folder, { recursive: true })
  const names = ['pass', 'tls', 'common', 'verify', 'log', 'static', 'unavailable', 'assets']
  const snippets = names.map((name) => `checkout/${name}.conf`)
  for (const name of ['nginx.conf', ...snippets]) {
    await writeFile(join(folder, name), changed(await readFile(join(shipped, name), 'utf8')))
  }
  const lost = Object.keys(changes).filter((from) => !found.has(from))
  if (lost.length > 0) throw new Error(`deploy/nginx has no ${lost.join(', ')}`)
  await mkdir(join(folder, 'checkout/own'), { recursive: true })
  await mkdir(join(folder, 'checkout/verify'), { recursive: true })
  const kinds = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  const own = kinds.map((kind) => `${kind}_temp_path ${folder}/temp-${kind};\n`).join('')
  await writeFile(join(folder, 'checkout/own/temp.conf'), own)
  await writeCertificate(folder)
}

async function writeCertificate(folder: string): Promise<void> {
  const pair = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  const day = 24 * 3600 * 1000
  const now = Date.now()
  const certificate = makeCertificate(pair, '11'.repeat(20), now - day, now + day)
  await writeFile(join(folder, 'fullchain.pem'), certificate)
  await writeFile(join(folder, 'privkey.pem'), pair.privateKey, { mode: 0o600 })
}

async function untilListening(url: string): Promise<boolean> {
  for (let tries = 0; tries < 300; tries += 1) {
    const answer = await fetch(url, { redirect: 'manual' }).catch(() => null)
    await answer?.arrayBuffer()
    if (answer) return true
    await pause(50)
  }
  return false
}

/** Where Debian has it, whoever runs the tests. */
function withSystemPrograms(): string {
  return [process.env['PATH'] ?? '', '/usr/sbin', '/usr/local/sbin'].join(delimiter)
}
