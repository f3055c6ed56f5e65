import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import LibsqlDatabase from 'libsql'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readConfig } from '../../server/config/config'
import { openDatabase } from '../../server/store/engine/database'
import { migrate } from '../../server/store/engine/migrate'
import { keepPrivate } from '../../server/store/engine/private-files'
import vectors from '../fixtures/paymax-vectors.json'
import { openCheckout } from './support/checkout'

const modeOf = (path: string) => (statSync(path).mode & 0o7777).toString(8)

function temporaryFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'private-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  return dir
}

/** As most machines have it, whatever this one has. */
function withUmask(mask: number): void {
  const before = process.umask(mask)
  onTestFinished(() => void process.umask(before))
}

async function written(dir: string): Promise<void> {
  const database = openDatabase({ kind: 'embedded', dir })
  onTestFinished(() => database.db.destroy())
  await migrate(database)
}

/** What another process is told that wants to write. */
function lockedElsewhere(path: string): string {
  const code = `
    const Database = require('libsql')
    try {
      new Database(${JSON.stringify(path)}).exec('begin immediate')
    } catch (error) {
      process.stdout.write(error.message)
    }`
  return execFileSync(process.execPath, ['-e', code], { encoding: 'utf8' })
}

const files = ['checkout.db', 'checkout.db-wal', 'checkout.db-shm']

describe('the embedded database', () => {
  test('is made for its owner alone: the folder, the file and those beside it', async () => {
    withUmask(0o022)
    const dir = join(temporaryFolder(), 'data')
    await written(dir)
    expect(modeOf(dir)).toBe('700')
    expect(files.map((name) => modeOf(join(dir, name)))).toEqual(['600', '600', '600'])
  })

  test('of before is taken from others at the start, which is said', async () => {
    withUmask(0o022)
    const checkout = await openCheckout('embedded')
    const dir = checkout.environment['DATA_DIR'] ?? ''
    chmodSync(dir, 0o755)
    for (const name of files) chmodSync(join(dir, name), 0o644)
    await checkout.anotherProcess()
    expect(modeOf(dir)).toBe('700')
    expect(files.map((name) => modeOf(join(dir, name)))).toEqual(['600', '600', '600'])
    const warned = checkout.log.filter((line) => line.includes('could read the database'))
    expect(warned).toHaveLength(4)
    expect(warned.join('')).toContain('"level":40')
    await checkout.anotherProcess()
    expect(checkout.log.filter((line) => line.includes('could read the database'))).toHaveLength(4)
  })

  test('in a folder that is everybody’s is said at the start to be open, and the folder is left', async () => {
    const dir = join(temporaryFolder(), 'like-tmp')
    mkdirSync(dir)
    chmodSync(dir, 0o1777)
    const { log } = await openCheckout('embedded', { DATA_DIR: dir })
    const warned = log.filter((line) => line.includes('can read the database'))
    expect(warned.map((line) => JSON.parse(line) as object)).toMatchObject([
      {
        level: 40,
        path: dir,
        msg: 'other users of this machine can read the database: give it its own folder',
      },
    ])
    expect(log.filter((line) => line.includes('could read the database'))).toEqual([])
    expect(modeOf(dir)).toBe('1777')
  })

  test('takes nothing from the owner, nor from files that are not its own', () => {
    const dir = temporaryFolder()
    writeFileSync(join(dir, 'other.txt'), '')
    chmodSync(join(dir, 'other.txt'), 0o644)
    writeFileSync(join(dir, 'checkout.db'), '')
    chmodSync(join(dir, 'checkout.db'), 0o464)
    keepPrivate(dir)
    expect([modeOf(join(dir, 'checkout.db')), modeOf(join(dir, 'other.txt'))]).toEqual([
      '400',
      '644',
    ])
  })

  test('keeps its locks: no file that is there is opened and closed again', () => {
    const dir = temporaryFolder()
    keepPrivate(dir)
    const path = join(dir, 'checkout.db')
    const database = new LibsqlDatabase(path)
    onTestFinished(() => void database.close())
    database.exec('create table kept (id integer)')
    database.exec('begin immediate')
    keepPrivate(dir)
    expect(lockedElsewhere(path)).toBe('database is locked')
    database.exec('rollback')
    expect(lockedElsewhere(path)).toBe('')
  })

  test('never takes a folder from everybody that is everybody’s', () => {
    const dir = join(temporaryFolder(), 'like-tmp')
    mkdirSync(dir)
    chmodSync(dir, 0o1777)
    expect(keepPrivate(dir)).toContainEqual({ path: dir, tightened: false })
    expect(modeOf(dir)).toBe('1777')
    expect(modeOf(join(dir, 'checkout.db'))).toBe('600')
  })
})

const keys: Readonly<Record<string, string>> = {
  PAYMAX_PRIVATE_KEY: vectors.merchantPrivateKey,
  PAYMAX_PUBLIC_KEY: vectors.paymaxPublicKey,
}
const complete = {
  ...keys,
  PUBLIC_URL: 'https://pay.example.com/pay/',
  WECHAT_APP_ID: 'wx2421b1c4370ec43b',
  WECHAT_APP_SECRET: '0'.repeat(32),
  PAYMAX_SECRET_KEY: '0'.repeat(32),
  PAYMAX_APP: 'app_1',
  SESSION_SECRET: '0'.repeat(32),
  MERCHANT_API_KEY: '0'.repeat(32),
  MERCHANT_NAME: '测试商户',
}

describe('a file that a key is read from', () => {
  const warnings = (name: string, mode: number) => {
    const file = join(temporaryFolder(), 'key.pem')
    writeFileSync(file, keys[name] ?? '')
    chmodSync(file, mode)
    const without = Object.fromEntries(Object.entries(complete).filter(([one]) => one !== name))
    return readConfig({ ...without, [`${name}_FILE`]: file }).warnings
  }

  test.each([
    ['PAYMAX_PRIVATE_KEY', 0o644, true],
    ['PAYMAX_PRIVATE_KEY', 0o640, true],
    ['PAYMAX_PRIVATE_KEY', 0o604, true],
    ['PAYMAX_PRIVATE_KEY', 0o620, true],
    ['PAYMAX_PRIVATE_KEY', 0o600, false],
    ['PAYMAX_PRIVATE_KEY', 0o400, false],
    ['PAYMAX_PUBLIC_KEY', 0o644, false],
    ['PAYMAX_PUBLIC_KEY', 0o664, true],
    ['PAYMAX_PUBLIC_KEY', 0o646, true],
  ])('%s with mode %o is said to be open: %s', (name, mode, said) => {
    const expected = `${name}_FILE is open to others on this machine: chmod 600 it.`
    expect(warnings(name, mode)).toEqual(said ? [expected] : [])
  })

  test('is named in the log of the start, and nothing of it is shown', async () => {
    const file = join(temporaryFolder(), 'sesame.pem')
    const settings = { PAYMAX_PUBLIC_KEY: '', PAYMAX_PUBLIC_KEY_FILE: file }
    writeFileSync(file, vectors.paymaxPublicKey)
    chmodSync(file, 0o666)
    const { log } = await openCheckout('embedded', settings)
    const warned = log.filter((line) => line.includes('PAYMAX_PUBLIC_KEY_FILE'))
    expect(warned).toHaveLength(1)
    expect(warned.join('')).toContain('"level":40')
    expect(log.join('')).not.toContain('sesame')
  })
})
