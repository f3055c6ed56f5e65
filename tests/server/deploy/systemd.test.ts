/** The unit that is shipped is one that systemd reads without a complaint. */
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { hasProgram } from '../../set-up/machine'

const shipped = (name: string) =>
  readFileSync(
    fileURLToPath(new URL(`../../../deploy/systemd/${name}.service`, import.meta.url)),
    'utf8',
  )
const unit = shipped('paymax-checkout')
const ofSeveral = shipped('paymax-checkout@')
/** Continuous integration without systemd is a container, and does without. */
const left = !hasProgram('systemd-analyze')
const name = left ? ' (left out: there is no systemd-analyze here)' : ''

const units = [
  ['paymax-checkout', unit],
  ['paymax-checkout@', ofSeveral],
] as const

test.skipIf(left).each(units)(
  `systemd-analyze verify has nothing to say of %s${name}`,
  async (called, text) => {
    const folder = mkdtempSync(join(tmpdir(), 'checkout-unit-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const file = join(folder, `${called}.service`)
    // Where this machine has Node.js.
    writeFileSync(file, text.replace('/usr/bin/node', process.execPath))
    const { stdout, stderr } = await promisify(execFile)('systemd-analyze', ['verify', file])
    expect(
      (stdout + stderr).split('\n').filter((line) => line.includes('paymax-checkout')),
    ).toEqual([])
  },
)

test.skipIf(left)(`systemd finds the unit little exposed${name}`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'checkout-unit-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'paymax-checkout.service')
  writeFileSync(file, unit)
  const args = ['security', '--offline=true', '--no-pager', file]
  const { stdout } = await promisify(execFile)('systemd-analyze', args)
  const [, exposure] = /exposure level for .*: ([\d.]+)/.exec(stdout) ?? []
  // Of ten; a unit that is hardened in nothing has 9.6.
  expect(Number(exposure)).toBeLessThanOrEqual(1.5)
})

test.each([
  // For its own files, and for nobody else.
  'User=paymax-checkout',
  'UMask=0077',
  'StateDirectory=paymax-checkout',
  'StateDirectoryMode=0700',
  'CacheDirectoryMode=0700',
  'ProtectSystem=strict',
  'NoNewPrivileges=yes',
  'CapabilityBoundingSet=',
  // It comes back whatever ended it, and is asked to stop before it is killed.
  'Restart=always',
  'KillSignal=SIGTERM',
  'KillMode=mixed',
  'EnvironmentFile=/etc/paymax-checkout.env',
  'Environment=NODE_ENV=production',
  'ExecStart=/usr/bin/node dist/server/main.js',
  'WantedBy=multi-user.target',
])('the unit says %s', (line) => {
  expect(unit.split('\n')).toContain(line)
})

/** Each closes something; a sum of points may stay as it is where one is gone. */
test.each([
  'ProtectHome=yes',
  'PrivateTmp=yes',
  'PrivateDevices=yes',
  'ProtectClock=yes',
  'ProtectControlGroups=yes',
  'ProtectHostname=yes',
  'ProtectKernelLogs=yes',
  'ProtectKernelModules=yes',
  'ProtectKernelTunables=yes',
  'ProtectProc=invisible',
  'ProcSubset=pid',
  'RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX',
  'RestrictNamespaces=yes',
  'RestrictRealtime=yes',
  'RestrictSUIDSGID=yes',
  'LockPersonality=yes',
  'RemoveIPC=yes',
  'SystemCallArchitectures=native',
  'SystemCallFilter=@system-service',
  'SystemCallFilter=~@privileged',
  'SystemCallErrorNumber=EPERM',
])('the unit is hardened by %s', (line) => {
  expect(unit.split('\n')).toContain(line)
})

test('the unit waits for the network and PostgreSQL, and may hold a connection for each who waits', () => {
  const of = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(unit)?.[1]
  expect(of('After')).toBe('network-online.target postgresql.service')
  expect(of('Wants')).toBe('network-online.target')
  const nginx = readFileSync(
    fileURLToPath(new URL('../../../deploy/nginx/nginx.conf', import.meta.url)),
    'utf8',
  )
  const files = Number(/^worker_rlimit_nofile (\d+);$/m.exec(nginx)?.[1])
  // Two for each request that is passed on.
  expect(files).toBeGreaterThan(2 * Number(/worker_connections (\d+);/.exec(nginx)?.[1]))
  expect(Number(of('LimitNOFILE'))).toBeGreaterThanOrEqual(files)
})

test('the unit of several processes is the unit of one, but for the port', () => {
  const linesOf = (text: string) => text.split('\n').filter((line) => /^[^#]/.test(line))
  const one = linesOf(unit)
  const several = linesOf(ofSeveral)
  expect(several.filter((line) => !one.includes(line))).toEqual([
    'Description=Paymax Checkout at port %i',
    'ExecStart=/usr/bin/env PORT=%i /usr/bin/node dist/server/main.js',
  ])
  expect(several).toHaveLength(one.length)
})

test('a backend that is killed again and again is started again for longer than a database needs', () => {
  const of = (name: string) => Number(new RegExp(`^${name}=(\\d+)$`, 'm').exec(unit)?.[1])
  // Each start waits 30 s for a database: systemd gives up on what ends at once, and on nothing else.
  expect(of('StartLimitBurst') * (30 + of('RestartSec'))).toBeGreaterThan(
    of('StartLimitIntervalSec'),
  )
})

test('systemd waits longer than the backend takes to stop', () => {
  const [, seconds] = /^TimeoutStopSec=(\d+)$/m.exec(unit) ?? []
  const defaultDrain = 5
  const underWay = 20
  expect(Number(seconds)).toBeGreaterThan(defaultDrain + underWay)
})
