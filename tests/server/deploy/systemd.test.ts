/** The unit that is shipped is one that systemd reads without a complaint. */
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { hasProgram } from '../../set-up/machine'

const unit = readFileSync(
  fileURLToPath(new URL('../../../deploy/systemd/paymax-checkout.service', import.meta.url)),
  'utf8',
)
/** Continuous integration without systemd is a container, and does without. */
const left = !hasProgram('systemd-analyze')
const name = left ? ' (left out: there is no systemd-analyze here)' : ''

test.skipIf(left)(`systemd-analyze verify has nothing to say of the unit${name}`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'checkout-unit-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'paymax-checkout.service')
  // Where this machine has Node.js.
  writeFileSync(file, unit.replace('/usr/bin/node', process.execPath))
  const { stdout, stderr } = await promisify(execFile)('systemd-analyze', ['verify', file])
  expect((stdout + stderr).split('\n').filter((line) => line.includes('paymax-checkout'))).toEqual(
    [],
  )
})

test('systemd waits longer than the backend takes to stop', () => {
  const [, seconds] = /^TimeoutStopSec=(\d+)$/m.exec(unit) ?? []
  const defaultDrain = 5
  const underWay = 20
  expect(Number(seconds)).toBeGreaterThan(defaultDrain + underWay)
})
