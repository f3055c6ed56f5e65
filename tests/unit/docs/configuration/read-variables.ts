/** What the code itself says of its variables: their names, which are required, defaults and complaints. */
import { readdirSync, readFileSync } from 'node:fs'
import { ConfigError, readConfig } from '../../../../server/config/config'
import { decisions, example, type Environment } from './decisions'

const project = new URL('../../../../', import.meta.url)

const gateways = ['GATEWAY=paymax', 'GATEWAY=wechatpay']

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
  for (const env of [{}, ...Object.values(decisions)]) complaintsOf(noting(env, names))
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

/** @returns the decisions under which it has to be set: [] where it may be left out, `always` with every gateway */
export function requiredWith(name: string): readonly string[] | 'always' {
  const found = Object.keys(decisions).filter((decision) =>
    complaintsOf({ ...decisions[decision], [name]: undefined }).some(isAbout(name)),
  )
  if (gateways.every((one) => found.includes(one))) return 'always'
  // Notifications are decided for beside a gateway: what that needs is no need of theirs.
  const ofGateway = found.filter((one) => gateways.includes(one))
  return ofGateway.length > 0 ? ofGateway : found
}

/** @returns what stands in the example, for one that may be left out; `null` where it then has no value */
export function defaultOf(name: string): string | null {
  const value = example[name]
  const isNone = requiredWith(name).length > 0 || value === undefined || value === ''
  return isNone ? null : value
}

/** What the start says where it is missing or has a value that it cannot have, without its name. */
export function complaintsAbout(name: string): string[] {
  const tried = Object.values(decisions).flatMap((env) =>
    [undefined, ...wrongValues].map((value) => ({ ...env, [name]: value })),
  )
  // The path of a key counts alone where the key itself is not there.
  const alone = name.endsWith('_FILE') ? { [name.slice(0, -'_FILE'.length)]: undefined } : {}
  const said = tried.flatMap((env) => complaintsOf({ ...env, ...alone }))
  return [...new Set(said.filter(isAbout(name)).map((line) => line.slice(name.length + 2)))]
}

const isAbout = (name: string) => (line: string) => line.startsWith(`${name}: `)
