/** The alarms that are shipped go off when they have to: Prometheus' own tool says so. */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { hasProgram } from '../../set-up/machine'
import { openCheckout } from '../support/checkout'

const folder = fileURLToPath(new URL('../../../deploy/prometheus/', import.meta.url))
const read = (name: string) => readFileSync(`${folder}${name}`, 'utf8')
/** In continuous integration a missing promtool fails its tests; on a person's machine they are left out. */
const left = !hasProgram('promtool') && ['', 'false'].includes(process.env['CI'] ?? '')
const note = left ? ' (left out: there is no promtool here)' : ''

const alarms = read('alerts.yml')
  .split(/^ +- alert: /m)
  .slice(1)
const nameOf = (alarm: string) => alarm.split('\n', 1)[0] ?? ''

async function promtool(...args: readonly string[]): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)('promtool', args, { cwd: folder })
  return stdout + stderr
}

test.skipIf(left)(`each alarm goes off when it has to, and not before${note}`, async () => {
  expect(await promtool('test', 'rules', 'alerts.test.yml')).toContain('SUCCESS')
})

test.skipIf(left)(`Prometheus reads its configuration and the rules${note}`, async () => {
  expect(await promtool('check', 'config', '--syntax-only', 'prometheus.yml')).toContain('SUCCESS')
  const said = await promtool('check', 'rules', 'alerts.yml')
  expect(said).toContain(`SUCCESS: ${alarms.length} rules found`)
})

test('there is a case for every alarm', () => {
  const tried = new Set(
    [...read('alerts.test.yml').matchAll(/alertname: (\w+)/g)].map(([, one]) => one),
  )
  expect(alarms.length).toBeGreaterThan(10)
  expect(alarms.map(nameOf).filter((name) => !tried.has(name))).toEqual([])
})

test.each(alarms.map((alarm) => [nameOf(alarm), alarm]))(
  '%s wakes somebody or waits for the morning, and names only what it groups by',
  (_, alarm) => {
    expect(alarm).toMatch(/^ +labels: \{ severity: (page|ticket) \}$/m)
    const [expression = '', said = ''] = alarm.split('annotations:')
    const named = [...said.matchAll(/\$labels\.(\w+)/g)].map(([, label = '']) => label)
    const groups = [...expression.matchAll(/\bby \(([^)]*)\)/g)].map(([, names = '']) =>
      names.split(',').map((name) => name.trim()),
    )
    // Without a group, a rule keeps every label of its series.
    for (const group of groups) expect(group).toEqual(expect.arrayContaining(named))
  },
)

test('the job is the one that the alarms watch, asks where the metrics are, and for the rules', async () => {
  const prometheus = read('prometheus.yml')
  const [, job] = /job_name: (\S+)/.exec(prometheus) ?? []
  expect(read('alerts.yml')).toContain(`up{job="${job ?? ''}"}`)
  expect(prometheus).toContain('rule_files: [alerts.yml]')
  const [, path = ''] = /metrics_path: (\S+)/.exec(prometheus) ?? []
  const [, port = ''] = /targets: \[127\.0\.0\.1:(\d+)\]/.exec(prometheus) ?? []
  const { publicUrl, environment } = await openCheckout('embedded')
  expect(publicUrl.pathname).toBe('/pay/')
  const headers = { authorization: `Bearer ${environment['MERCHANT_API_KEY'] ?? ''}` }
  expect((await fetch(new URL(path, publicUrl), { headers })).status).toBe(200)
  const recipe = readFileSync(`${folder}../container/Containerfile`, 'utf8')
  expect(recipe).toContain(`PORT=${port}`)
})
