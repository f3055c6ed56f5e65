/** The command from what it is told to its exit code; printing and the environment are the caller's. */
import { findMistakes } from '../../config/mistakes/find-mistakes'
import type { Finding } from '../../config/mistakes/finding'
import { openKeyFiles } from '../../config/mistakes/exposed-key-files'
import type { Told } from '../../config/mistakes/input'
import { refusedVariables } from '../../config/mistakes/variable-names'
import type { Wanted } from './arguments'
import type { Context, Seams } from './context/context'
import { lookYourself } from './manual-checks'
import { askForCertificates } from './network/api-v3-key'
import { askGateways } from './network/check-gateways'
import { compareClocks } from './network/clock'
import { askForVerifyFile } from './network/mp-verify'
import { askPublicAddress } from './network/public-address'
import { askWechat } from './network/wechat'
import { asJson, asText } from './print'
import { askStore } from './store/check-store'

export interface Result {
  /** 0: nothing wrong. 1: something wrong. 2: something could not be checked. */
  readonly exitCode: 0 | 1 | 2
  readonly out: string
  readonly error: string
}

export function notChecked(reason: string): Result {
  return { exitCode: 2, out: '', error: `Not checked: ${reason}` }
}

/** Moves no money; of the store it changes what proves that it can be written to, and nothing else. */
export async function runDoctor(told: Told, wanted: Wanted, seams: Seams): Promise<Result> {
  const findings = await examine(told, seams)
  return {
    exitCode: exitCodeOf(findings),
    out: wanted.json ? asJson(findings) : asText(findings),
    error: '',
  }
}

async function examine(told: Told, seams: Seams): Promise<Finding[]> {
  const { config } = told
  return [
    ...refusedVariables(told),
    ...findMistakes(told),
    ...openKeyFiles(told),
    ...(config ? [...(await askAll({ ...seams, config })), ...lookYourself(config)] : []),
  ]
}

/** All at once; the gateways are asked about what the store has. */
async function askAll(context: Context): Promise<Finding[]> {
  const { config } = context
  const store = askStore(context)
  const asked = [
    store.then(({ findings }) => findings),
    store.then(({ last }) => askGateways(context, last)),
    askWechat(config),
    askForCertificates(context),
    compareClocks(context),
    askPublicAddress(config),
    askForVerifyFile(context),
  ]
  return (await Promise.all(asked)).flat()
}

function exitCodeOf(findings: readonly Finding[]): Result['exitCode'] {
  if (findings.some(({ kind }) => kind === 'wrong')) return 1
  return findings.some(({ kind }) => kind === 'unchecked') ? 2 : 0
}
