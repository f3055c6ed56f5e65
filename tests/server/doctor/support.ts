import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Disk } from '../../../server/commands/doctor/context/context'
import { runDoctor } from '../../../server/commands/doctor/run-doctor'
import { readConfigInput } from '../../../server/config/mistakes/read-config-input'
import type { FindingName } from '../../../server/config/mistakes/finding-names'
import type { Checkout } from '../support/checkout'

/** What a finding is, as `--json` prints it. */
interface Found {
  readonly name: string
  readonly what: string
  readonly mend: string
}

export interface Examined {
  readonly exitCode: number
  /** Their names, each once. */
  readonly wrong: string[]
  readonly unchecked: string[]
  readonly look: string[]
  readonly out: string
}

export interface Otherwise {
  readonly env?: Readonly<Record<string, string>>
  /** ms by which the clock is ahead. */
  readonly ahead?: number
  readonly disk?: Disk
  readonly clientDir?: string
}

const gibibyte = 2 ** 30
const goodDisk: Disk = { size: 100 * gibibyte, free: 50 * gibibyte, inMemory: false }

/** Keys that nobody guesses: those of other tests are words. */
const secrets = {
  MERCHANT_API_KEY: '7e240de74fb1ed08fa08d38063f6a6a9',
}

/** Runs the doctor with the configuration of a checkout. */
export async function examine(checkout: Checkout, otherwise: Otherwise = {}): Promise<Examined> {
  const { env = {}, ahead = 0, disk = goodDisk, clientDir = folder() } = otherwise
  const now = () => checkout.now() + ahead
  const told = readConfigInput({ ...checkout.environment, ...secrets, ...env }, [], now())
  const seams = { now, diskOf: () => disk, clientDir }
  const { exitCode, out } = await runDoctor(told, { json: true }, seams)
  const found = JSON.parse(out) as Record<'wrong' | 'unchecked' | 'look', Found[]>
  const names = (list: Found[]) => [...new Set(list.map(({ name }) => name))].sort()
  return {
    exitCode,
    wrong: names(found.wrong),
    unchecked: names(found.unchecked),
    look: names(found.look),
    out,
  }
}

export function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'doctor-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

/** Findings that no test plants, and why. */
export const notPlanted: readonly FindingName[] = [
  // Needs a second user.
  'store_of_another_user',
  // Where an account may call no echo, which the sandbox's may.
  'wechatpay_public_key_unproven',
  // Always told.
  'mp_verify_file',
  'page_domain',
  'webhook_address',
  'app_id_binding',
  'receipt_link',
]
