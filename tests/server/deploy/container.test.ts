/** The container recipe and compose file, as far as they can be held without containers. */
import { execFile } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openCheckout } from '../support/checkout'

const read = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../../${name}`, import.meta.url)), 'utf8')
const run = promisify(execFile)
const recipe = read('deploy/container/Containerfile')
const compose = read('deploy/compose.yaml')

/** What one service, or the part that both backends share, says. */
function partOf(name: string): string {
  return new RegExp(`^( {0,2})${name}:.*\\n((?:\\1 .*\\n|\\n)+)`, 'm').exec(compose)?.[2] ?? ''
}
const found = (text: string, pattern: RegExp) => pattern.exec(text)?.[1] ?? 'not found'

/** DRAIN unless it is set, and what `server/main.ts` waits for beside it. */
const toStop = 5 + 20

describe('the container', () => {
  const [build = '', runs = ''] = recipe.split(/^(?=FROM )/m).slice(1)

  test('is built as the build is packed, of one Node.js, which is the one that is recommended', () => {
    const images = [...recipe.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image)
    expect(new Set(images).size).toBe(1)
    expect(images[0]).toContain('/node:24-')
    expect(build).toContain('npm ci && npm run build && npm run pack -- /app')
    expect(runs).toContain('COPY --from=build /app /app')
  })

  test('runs what is packed, as nobody’s root, with a folder that is its own', () => {
    const lines = runs.split('\n')
    const at = (beginning: string) => lines.findIndex((line) => line.startsWith(beginning))
    expect(lines).toContain('RUN install -d -o node -g node -m 0700 /data')
    expect(lines).toContain('CMD ["node", "dist/server/main.js"]')
    expect(lines).toContain('STOPSIGNAL SIGTERM')
    expect(at('USER node')).toBeGreaterThan(at('RUN install'))
    expect(at('USER node')).toBeLessThan(at('CMD'))
    const set = Object.fromEntries(
      [...runs.matchAll(/(\w+)=(\S+)/g)].map(([, name = '', value]) => [name, value]),
    )
    expect(set).toMatchObject({ NODE_ENV: 'production', HOST: '0.0.0.0', DATA_DIR: '/data' })
    expect(runs).toContain(`EXPOSE ${set['PORT']}\n`)
  })

  test('is healthy while the backend is ready, and is not while it stops', async () => {
    const { backend, publicUrl } = await openCheckout('embedded', {})
    const command = JSON.parse(found(recipe, /^HEALTHCHECK .*CMD (\[.*\])$/m)) as string[]
    expect(command.slice(0, 2)).toEqual(['node', '-e'])
    const script = (command[2] ?? '').replace('127.0.0.1:8787', publicUrl.host)
    const isHealthy = () =>
      run(process.execPath, ['-e', script], { env: { PUBLIC_URL: publicUrl.href } }).then(
        () => true,
        () => false,
      )
    expect(await isHealthy()).toBe(true)
    backend.leave()
    expect(await isHealthy()).toBe(false)
  })

  test('takes along neither secrets nor data nor what was built or installed here', () => {
    const left = read('deploy/container/Containerfile.dockerignore').trim().split('\n')
    expect(left).toEqual(
      expect.arrayContaining(['.env', 'data', 'dist', '**/node_modules', '.git']),
    )
    // What compose.yaml has put beside itself, and keys wherever they lie.
    const beside = [
      'env_file: ./checkout.env',
      'file: ./postgres-password',
      './tls:/etc/ssl/checkout:ro',
    ]
    for (const line of beside) {
      expect(compose).toContain(line)
      expect(left).toContain(`deploy/${/\.\/([\w.-]+)/.exec(line)?.[1] ?? ''}`)
    }
    expect(left).toEqual(expect.arrayContaining(['.env.*', '**/*.pem']))
  })
})

describe('compose', () => {
  const shared = partOf('x-checkout')
  const postgres = partOf('postgres')

  test('lets the backends stop in their time, and starts them once PostgreSQL can be used', () => {
    expect(Number(found(shared, /stop_grace_period: (\d+)s/))).toBeGreaterThan(toStop)
    expect(shared).toMatch(/depends_on:\n +postgres:\n +condition: service_healthy\n/)
    // While its image makes the database, PostgreSQL answers on its socket and not on an address.
    expect(postgres).toContain("test: ['CMD', 'pg_isready', '-h', '127.0.0.1', '-U', 'checkout']")
  })

  test('allows the backends nothing that they do not need', () => {
    for (const line of ['read_only: true', 'cap_drop: [ALL]', "['no-new-privileges:true']"]) {
      expect(shared).toContain(line)
    }
    expect([shared, partOf('checkout-1'), partOf('checkout-2'), postgres].join()).not.toMatch(
      /ports:/,
    )
  })

  test('has the backends believe the shipped nginx alone, which finds both of them', () => {
    const nginx = found(partOf('nginx'), /ipv4_address: (\S+)/)
    expect(found(shared, /TRUST_PROXY: (\S+)/)).toBe(nginx)
    const port = found(recipe, /PORT=(\d+)/)
    for (const name of ['checkout-1', 'checkout-2']) {
      const address = found(partOf(name), /ipv4_address: ([\d.]+)/)
      expect(compose.split('services:')[0]).toContain(`${address}:${port}`)
    }
    for (const mount of ['nginx.conf:/etc/nginx/nginx.conf', 'checkout:/etc/nginx/checkout']) {
      expect(partOf('nginx')).toContain(`./nginx/${mount}:ro`)
    }
  })

  test('gives PostgreSQL a certificate of its own name, which is what the backends verify', async () => {
    const line = new URL(found(compose, /(postgres:\/\/\S+)/))
    expect(line.searchParams.get('sslmode')).toBe('verify-full')
    const certificate = line.searchParams.get('sslrootcert') ?? ''
    expect(postgres).toContain(`'ssl=on'`)
    expect(postgres).toContain(`'ssl_cert_file=${certificate}'`)
    expect(postgres).toContain(`'ssl_key_file=${certificate.replace('.crt', '.key')}'`)
    for (const part of [shared, postgres]) expect(part).toContain('postgres-tls:/postgres-tls:ro')
    expect(postgres).toContain('condition: service_completed_successfully')

    // The very command, in another folder and without the user that is in the image alone.
    const folder = mkdtempSync(join(tmpdir(), 'checkout-compose-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const script = partOf('certificate')
      .slice(partOf('certificate').indexOf('cd /postgres-tls'))
      .split('volumes:')[0]
      ?.replace('/postgres-tls', folder)
      .replace('chown postgres:postgres', 'true')
    await run('sh', ['-ceu', script ?? ''])
    const made = new X509Certificate(readFileSync(join(folder, 'server.crt')))
    expect(made.checkHost(line.hostname)).toBe(line.hostname)
    // A second start keeps it.
    await run('sh', ['-ceu', script ?? ''])
    expect(readFileSync(join(folder, 'server.crt'), 'utf8')).toBe(made.toString())
  })

  test('brings each of them back whatever ended it, and lets PostgreSQL end in its time', () => {
    for (const part of [shared, postgres, partOf('nginx')]) {
      expect(part).toMatch(/^ +restart: always$/m)
    }
    // By SIGTERM it would wait for every connection to go.
    expect(postgres).toContain('stop_signal: SIGINT')
    expect(Number(found(postgres, /stop_grace_period: (\d+)s/))).toBeGreaterThanOrEqual(60)
    const network = found(compose, /subnet: ([\d.]+)\.0\/24/)
    for (const name of ['checkout-1', 'checkout-2', 'nginx']) {
      expect(found(partOf(name), /ipv4_address: ([\d.]+)\.\d+/)).toBe(network)
    }
  })

  test('keeps what was paid, and the password out of the environment', () => {
    expect(postgres).toContain('postgres-data:/var/lib/postgresql/data')
    expect(postgres).toContain('POSTGRES_PASSWORD_FILE: /run/secrets/postgres-password')
    expect(postgres).not.toMatch(/POSTGRES_PASSWORD:/)
  })
})
