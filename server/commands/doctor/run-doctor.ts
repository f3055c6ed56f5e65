/** The command from its input to its exit code; the caller prints and reads the environment. */
import { findMistakes } from '../../config/mistakes/find-mistakes'
import type { Finding } from '../../config/mistakes/finding'
import { mistakesInKeyFiles } from '../../config/mistakes/exposed-key-files'
import type { ConfigInput } from '../../config/mistakes/config-input'
import { refusedVariables } from '../../config/mistakes/variables'
import type { Wanted } from './arguments'
import type { Context, Seams } from './context/context'
import { manualChecks } from './manual-checks'
import { checkApiV3Key } from './network/api-v3-key'
import { checkGateways } from './network/check-gateways'
import { compareClocks } from './network/clock'
import { checkVerifyFile } from './network/mp-verify'
import { checkPublicAddress } from './network/public-address'
import { checkWechat } from './network/wechat'
import { asJson, asText } from './print'
import { checkStore } from './store/check-store'
import type { CommandResult } from '../result/command-result'

export function notChecked(reason: string): CommandResult {
  return { exitCode: 2, out: '', error: `Not checked: ${reason}` }
}

/** Moves no money. In the store it only writes the row that proves it writable. */
export async function runDoctor(
  input: ConfigInput,
  wanted: Wanted,
  seams: Seams,
): Promise<CommandResult> {
  const findings = await examine(input, seams)
  return {
    exitCode: exitCodeOf(findings),
    out: wanted.json ? asJson(findings) : asText(findings),
    error: '',
  }
}

async function examine(input: ConfigInput, seams: Seams): Promise<Finding[]> {
  const { config } = input
  return [
    ...refusedVariables(input),
    ...findMistakes(input),
    ...mistakesInKeyFiles(input),
    ...(config ? [...(await askAll({ ...seams, config })), ...manualChecks(config)] : []),
  ]
}

/** All checks run concurrently; the gateways are queried about charges in the store. */
async function askAll(context: Context): Promise<Finding[]> {
  const { config } = context
  const store = checkStore(context)
  const asked = [
    store.then(({ findings }) => findings),
    store.then(({ last }) => checkGateways(context, last)),
    checkWechat(config),
    checkApiV3Key(context),
    compareClocks(context),
    checkPublicAddress(config),
    checkVerifyFile(context),
  ]
  return (await Promise.all(asked)).flat()
}

function exitCodeOf(findings: readonly Finding[]): CommandResult['exitCode'] {
  if (findings.some(({ kind }) => kind === 'wrong')) return 1
  return findings.some(({ kind }) => kind === 'unchecked') ? 2 : 0
}
