/** The command from what it is told to its exit code; printing and the environment are the caller's. */
import { findMistakes } from '../../config/mistakes/find-mistakes'
import type { Finding } from '../../config/mistakes/finding'
import { openKeyFiles } from '../../config/mistakes/open-key-files'
import type { Told } from '../../config/mistakes/told'
import { refusedVariables } from '../../config/mistakes/variables-themselves'
import type { Wanted } from './arguments'
import { lookYourself } from './look-yourself'
import { asJson, asText } from './print'

export interface Result {
  /** 0: nothing wrong. 1: something wrong. 2: something could not be checked. */
  readonly exitCode: 0 | 1 | 2
  readonly out: string
  readonly error: string
}

export function notChecked(reason: string): Result {
  return { exitCode: 2, out: '', error: `Not checked: ${reason}` }
}

/** Changes nothing and moves no money. */
export async function runDoctor(told: Told, wanted: Wanted): Promise<Result> {
  const findings = await examine(told)
  return {
    exitCode: exitCodeOf(findings),
    out: wanted.json ? asJson(findings) : asText(findings),
    error: '',
  }
}

function examine(told: Told): Promise<Finding[]> {
  const { config } = told
  return Promise.resolve([
    ...refusedVariables(told),
    ...findMistakes(told),
    ...openKeyFiles(told),
    ...(config ? lookYourself(config) : []),
  ])
}

function exitCodeOf(findings: readonly Finding[]): Result['exitCode'] {
  if (findings.some(({ kind }) => kind === 'wrong')) return 1
  return findings.some(({ kind }) => kind === 'unchecked') ? 2 : 0
}
