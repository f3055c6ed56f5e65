/** What the code itself says of its variables: their names, which are required, defaults and complaints. */
import { readdirSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { ConfigError, readConfig } from '../../../../server/config/config'
import vectors from '../../../fixtures/paymax-vectors.json'

type Environment = Readonly<Record<string, string | undefined>>

const project = new URL('../../../../', import.meta.url)

const example: Environment = parseEnv(readFileSync(new URL('.env.example', project), 'utf8'))

/** The example with what it leaves to the merchant filled in: a configuration without a complaint. */
export const complete: Environment = {
  ...example,
  WECHAT_APP_ID: 'wx2421b1c4370ec43b',
  WECHAT_APP_SECRET: '0123456789abcdef0123456789abcdef',
  PAYMAX_SECRET_KEY: vectors.secretKey,
  PAYMAX_APP: 'app_49b0f1dd741646d2b277524de2785836',
  PAYMAX_PRIVATE_KEY: vectors.merchantPrivateKey,
  PAYMAX_PUBLIC_KEY: vectors.paymaxPublicKey,
  SESSION_SECRET: 's'.repeat(32),
  MERCHANT_API_KEY: 'm'.repeat(16),
  MERCHANT_NAME: '测试商户',
}

/** Values that most variables cannot have. */
const wrongValues = [
  '?',
  'http://pay.example.com/',
  'https://pay.example.com/pay',
  'https://pay.example.com/a b/',
  '7200',
]

/** @returns [] where the configuration is complete */
export function complaintsOf(env: Environment): readonly string[] {
  try {
    readConfig(env)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}

/** Each name that stands in the code, or that a reader asks for while it runs. */
export function namesInCode(): ReadonlySet<string> {
  const names = new Set<string>()
  const folder = new URL('server/config/', project)
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.ts'))) {
    const text = readFileSync(new URL(file, folder), 'utf8')
    for (const [, name = ''] of text.matchAll(/'([A-Z][A-Z0-9_]{3,})'/g)) names.add(name)
  }
  for (const env of [{}, { GATEWAY: 'wechatpay' }, complete]) complaintsOf(noting(env, names))
  return names
}

function noting(env: Environment, names: Set<string>): Environment {
  return new Proxy(env, {
    get(values, name) {
      if (typeof name !== 'string') return undefined
      names.add(name)
      return values[name]
    },
  })
}

export function isRequired(name: string): boolean {
  return complaintsOf({ ...complete, [name]: undefined }).some((line) =>
    line.startsWith(`${name}: `),
  )
}

/** @returns what stands in the example, for one that may be left out; `null` where it then has no value */
export function defaultOf(name: string): string | null {
  const value = example[name]
  return isRequired(name) || value === undefined || value === '' ? null : value
}

/** What the start says where it is missing or has a value that it cannot have, without its name. */
export function complaintsAbout(name: string): string[] {
  const tried = [undefined, ...wrongValues].map((value) => ({ ...complete, [name]: value }))
  // The path of a key counts alone where the key itself is not there.
  const alone = name.endsWith('_FILE') ? { [name.slice(0, -'_FILE'.length)]: undefined } : {}
  const said = tried.flatMap((env) => complaintsOf({ ...env, ...alone }))
  const own = said.filter((line) => line.startsWith(`${name}: `))
  return [...new Set(own.map((line) => line.slice(name.length + 2)))]
}
