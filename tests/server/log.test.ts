/** What the log leaves out, and that no line of it is lost. */
import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { createLog } from '../../server/runtime/log'

const project = fileURLToPath(new URL('../..', import.meta.url))
const names = 'secret,appSecret,secretKey,privateKey,access_token,authorization,cookie,sign,paySign'

function logged(fields: object): string {
  let line = ''
  createLog('info', { write: (written) => void (line += written) }).info(fields, 'told')
  return line
}

describe('a field that is named like a secret is left out', () => {
  test.each(names.split(','))('%s, on each of three levels', (name) => {
    const at = (value: object) => ({ [name]: 'hidden', kept: 'seen', ...value })
    const line = logged(at({ one: at({ two: at({}) }) }))
    expect(line).not.toContain('hidden')
    expect(line.match(/seen/g)).toHaveLength(3)
  })

  test('of an error too', () => {
    const headers = { authorization: 'hidden', accept: 'seen' }
    const error = Object.assign(new Error('failed'), { secretKey: 'hidden', request: { headers } })
    const line = logged({ err: error })
    expect(line).not.toContain('hidden')
    expect(JSON.parse(line)).toMatchObject({
      err: { message: 'failed', request: { headers: { accept: 'seen' } } },
    })
  })

  test('and what the caller passed stays as it was', () => {
    const fields = { one: { secret: 'hidden' } }
    logged(fields)
    expect(fields).toEqual({ one: { secret: 'hidden' } })
  })

  test.each([null, 'words', 7, undefined])('what is thrown and is no error: %s', (err) => {
    expect(JSON.parse(logged({ err }))).toMatchObject(err === undefined ? {} : { err })
  })
})

describe('an error of PostgreSQL', () => {
  const quoted = Object.assign(new Error('null value in column "amount" violates a constraint'), {
    severity: 'ERROR',
    code: '23502',
    table: 'orders',
    detail: 'Failing row contains (N-1, oABCD1234567890abcdefghijklm, 张三).',
    where: "unnamed portal parameter $1 = 'oABCD1234567890abcdefghijklm'",
    internalQuery: "select 'oABCD1234567890abcdefghijklm'",
  })

  test.each([
    ['by itself', quoted],
    ['among others', new AggregateError([quoted], 'all failed')],
    ['as the cause of another', new Error('the order was not stored', { cause: quoted })],
  ])('is told without the row that it quotes: %s', (_how, err) => {
    const line = logged({ err })
    expect(line).not.toMatch(/oABCD1234567890abcdefghijklm|张三/)
    expect(line).toContain('violates a constraint')
  })

  test('keeps what says which rule was broken, and where', () => {
    const told: unknown = JSON.parse(logged({ err: quoted }))
    expect(told).toMatchObject({ err: { code: '23502', table: 'orders' } })
  })
})

async function run(script: string): Promise<string[]> {
  const code = `import { createLog } from './server/runtime/log.ts'
    const log = createLog('info')
    ${script}`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
    cwd: project,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return (await text(child.stdout)).trim().split('\n')
}

const messageOf = (line: string) => (JSON.parse(line) as { msg: string }).msg

describe('every line is written', () => {
  test('before the process exits in the same turn', async () => {
    const lines = await run(`log.info({}, 'first'); log.error({}, 'last'); process.exit(1)`)
    expect(lines.map(messageOf)).toEqual(['first', 'last'])
  })

  test('before it fails in the same turn', async () => {
    const lines = await run(`log.info({}, 'last'); throw new Error('failed')`)
    expect(lines.map(messageOf)).toEqual(['last'])
  })

  test('before the next turn, in which it may be killed', async () => {
    const lines = await run(`log.info({}, 'last')
      setTimeout(() => process.kill(process.pid, 'SIGKILL'), 20)`)
    expect(lines.map(messageOf)).toEqual(['last'])
  })

  test('in its order, where a turn has more than is held', async () => {
    const lines = await run(
      `for (let at = 0; at < 500; at += 1) log.info({ long: 'x'.repeat(at) }, String(at))`,
    )
    expect(lines.map(messageOf)).toEqual(Array.from({ length: 500 }, (_, at) => String(at)))
  })
})
