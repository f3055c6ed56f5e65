import { createPublicKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { expect, test } from 'vitest'
import { findMistakes } from '../../../server/config/mistakes/find-mistakes'
import { knownNames } from '../../../server/config/mistakes/known-variables'
import {
  environmentFiles,
  readConfigInput,
} from '../../../server/config/mistakes/read-config-input'
import { merchant, right, namesFound, now } from './configuration'

test('the nearest name is told', () => {
  const told = readConfigInput({ ...right, WECHATPAY_MCHID: 'x' }, [], now)
  expect(findMistakes(told)[0]?.mend).toContain('WECHATPAY_MCH_ID')
})

test('the known names are those of .env.example, and their files', () => {
  const example = Object.keys(parseEnv(readFileSync('.env.example', 'utf8')))
  expect(
    knownNames.filter((name) => !name.endsWith('_FILE') || name === 'CATALOG_FILE').sort(),
  ).toEqual(example.sort())
})

test('the files of the environment are .env in development, and those that Node.js was given', () => {
  const options = ['--env-file=/etc/a', '--import', 'tsx', '--env-file', 'b']
  const production = { NODE_ENV: 'production' }
  expect(environmentFiles(production, options)).toEqual(['/etc/a', 'b'])
  const ifThere = ['--env-file-if-exists=/etc/c', '--env-file-if-exists', 'd']
  expect(environmentFiles(production, ifThere)).toEqual(['/etc/c', 'd'])
  expect(environmentFiles({}, [])).toEqual(['.env'])
})

test('a public key is told from our own by what it is, not by how it is written', () => {
  const bare = createPublicKey(merchant.privateKey).export({ type: 'spki', format: 'der' })
  const env = { ...right, PAYMAX_PUBLIC_KEY: bare.toString('base64') }
  expect(namesFound(env)).toEqual(['own_key_as_gateways'])
})
