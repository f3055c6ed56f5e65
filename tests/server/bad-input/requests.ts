/** Requests for an operation: well-formed ones, ones broken in a place or two, and sheer rubbish. */
import fc from 'fast-check'
import { hostileBytes, hostileText, hostileValue, jsonText } from './hostile'
import type { Operation } from './operations'
import { shapedBy, type Known, type Schema } from './shaped'
import type { WireRequest } from './wire'

/** Somebody who calls, and what they could know. */
export interface Actor {
  readonly cookie: string
  readonly known: Known
}

export interface SignedWebhook {
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

export interface Cast {
  readonly origin: string
  readonly actors: readonly Actor[]
  readonly merchantKey: string
  /** Webhooks that a gateway signed. */
  readonly webhooks: readonly SignedWebhook[]
}

type Header = readonly [name: string, value: string]

const wechat = 'Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0.49.2600(0x28003137) NetType/WIFI'
const byChance = fc.string({ unit: 'binary', maxLength: 40 })

/** Mostly right, sometimes wrong: requests that are wrong everywhere never get past the door. */
function mostly<T>(right: fc.Arbitrary<T>, wrong: fc.Arbitrary<T>, weight = 8): fc.Arbitrary<T> {
  return fc.oneof({ weight, arbitrary: right }, { weight: 1, arbitrary: wrong })
}

export function requestsFor(operation: Operation, cast: Cast): fc.Arbitrary<WireRequest> {
  return fc.constantFrom(...cast.actors).chain((actor) => {
    const target = fc
      .tuple(pathOf(operation, actor.known), queryOf(operation, actor.known))
      .map(([path, query]) => `${path}${query}`)
    return fc
      .tuple(target, headersOf(operation, cast, actor), payloadOf(operation, cast, actor.known))
      .map(([at, headers, payload]) => ({
        method: operation.method,
        target: at,
        headers: [...headers, ...payload.headers],
        body: payload.body,
      }))
  })
}

/** Parameters that make the backend wait are fuzzed around no wait at all. */
function impatient(name: string, schema: Schema): Schema {
  return name === 'wait' ? { ...schema, maximum: 0 } : schema
}

function textFor(schema: Schema, known: Known, name: string): fc.Arbitrary<string> {
  const shaped = shapedBy(impatient(name, schema), known, name).map(String)
  const delays = (text: string) => name === 'wait' && Number(text) > 0
  return mostly(
    shaped,
    hostileText.filter((text) => !delays(text)),
    5,
  )
}

function pathOf({ path, parameters }: Operation, known: Known): fc.Arbitrary<string> {
  const parts = path.split(/(\{[^}]+\})/).map((part) => {
    const name = /^\{(.+)\}$/.exec(part)?.[1]
    if (name === undefined) return fc.constant(part)
    const parameter = parameters.find((one) => one.in === 'path' && one.name === name)
    if (!parameter) throw new Error(`${path} does not say what ${name} is`)
    return mostly(textFor(parameter.schema, known, name).map(percent), hostileText.map(bare))
  })
  return fc.tuple(...parts).map((texts) => texts.join(''))
}

function queryOf({ parameters }: Operation, known: Known): fc.Arbitrary<string> {
  const documented = parameters.filter((one) => one.in === 'query')
  const pairs = documented.map(({ name, schema }) => {
    const value = textFor(schema, known, name).map((text) => `${name}=${percent(text)}`)
    const twice = fc.tuple(value, value).map((both) => both.join('&'))
    return fc.option(fc.oneof({ weight: 9, arbitrary: value }, { weight: 1, arbitrary: twice }), {
      freq: 4,
      nil: '',
    })
  })
  const names = documented.map(({ name }) => name)
  const stray = fc
    .tuple(fc.constantFrom('__proto__', 'a[]', '', '%ff', ...names), hostileText)
    .map(([name, text]) => `${name}=${bare(text)}`)
  return fc
    .tuple(fc.tuple(...pairs), mostly(fc.constant(''), stray))
    .map(([given, odd]) => [...given, odd].filter((one) => one !== '').join('&'))
    .map((query) => (query === '' ? '' : `?${query}`))
}

/** As bytes in percent; half a surrogate pair as the three bytes that UTF-8 forbids. */
function percent(text: string): string {
  return Array.from(text)
    .map((one) => (isHalf(one) ? halfBytes(one) : encodeURIComponent(one)))
    .join('')
}

function isHalf(text: string): boolean {
  return /^\p{Surrogate}$/u.test(text)
}

function halfBytes(half: string): string {
  const code = half.charCodeAt(0)
  const bytes = [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)]
  return bytes.map((byte) => `%${byte.toString(16)}`).join('')
}

/** As it stands, but for what would end the request line. */
function bare(text: string): string {
  return text.replaceAll(/[\s\0?#]/g, '')
}

/** Header values as they are, lines and all: what they become is the server's affair. */
function headersOf(operation: Operation, cast: Cast, actor: Actor): fc.Arbitrary<Header[]> {
  const cookies = fc.constantFrom(...cast.actors.map((one) => one.cookie))
  const key = `Bearer ${cast.merchantKey}`
  const wrongKey = fc.oneof(
    hostileText.map((text) => `Bearer ${text}`),
    fc.constantFrom('', 'Basic YTpi', `Bearer ${key}`, `${key}x`, `Bearer ${cast.merchantKey},x`),
  )
  const documented = operation.parameters
    .filter((one) => one.in === 'header')
    .map(({ name, schema }) => headerOf(name, textFor(schema, actor.known, name)))
  const standing = [
    headerOf('user-agent', mostly(fc.constant(wechat), byChance, 4)),
    headerOf('cookie', mostly(fc.constant(actor.cookie), fc.oneof(cookies, alteredCookie(actor)))),
    headerOf('origin', mostly(fc.constant(cast.origin), hostileText, 10)),
    headerOf('authorization', mostly(fc.constant(key), wrongKey)),
    headerOf('x-forwarded-for', mostly(fc.constant('127.0.0.1'), hostileText)),
  ]
  const stray = fc.tuple(
    fc.constantFrom('accept', 'range', 'if-none-match', 'x-http-method-override', 'expect', 'te'),
    hostileText,
  )
  return fc
    .tuple(fc.tuple(...standing, ...documented), fc.option(stray, { freq: 6, nil: null }))
    .map(([headers, odd]) => [...headers, odd].filter((header) => header !== null))
}

function headerOf(name: string, value: fc.Arbitrary<string>): fc.Arbitrary<Header | null> {
  return fc.option(
    value.map((text): Header => [name, text]),
    { freq: 12, nil: null },
  )
}

function alteredCookie({ cookie }: Actor): fc.Arbitrary<string> {
  const [name = '', value = ''] = cookie.split(/=(.*)/s)
  const altered = fc
    .tuple(fc.nat(value.length), fc.constantFrom('', 'A', ';', '%', '%3B', '\0', '山'))
    .map(([at, put]) => value.slice(0, at) + put + value.slice(at + 1))
  return fc.oneof(altered, hostileText).map((one) => `${name}=${one}`)
}

interface Payload {
  readonly headers: Header[]
  readonly body: Buffer | null
}

function payloadOf(operation: Operation, cast: Cast, known: Known): fc.Arbitrary<Payload> {
  if (operation.method === 'GET') return fc.constant({ headers: [], body: null })
  if (operation.body === null) return undocumented(cast)
  const shaped = shapedBy(operation.body, known)
  const json = mostly(shaped, broken(shaped), 2).map((value) => Buffer.from(jsonText(value)))
  const type = mostly(fc.constant(operation.type), contentTypes, 14)
  return fc.tuple(mostly(json, hostileBytes, 9), type).map(([body, contentType]) => ({
    headers: [['content-type', contentType]],
    body,
  }))
}

const contentTypes = fc.constantFrom(
  'application/json; charset=utf-8',
  'application/json; charset=utf-16',
  'application/json\t',
  'APPLICATION/JSON',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/xml',
  '*/*',
  ';',
  '',
  '__proto__/constructor',
  'x'.repeat(4_000),
)

/** A call whose body the document leaves open: none, rubbish, and what the gateways sign. */
function undocumented({ webhooks }: Cast): fc.Arbitrary<Payload> {
  const signed = fc.constantFrom(...webhooks).map(({ body, headers }): Payload => ({
    headers: Object.entries(headers),
    body: Buffer.from(body),
  }))
  const rubbish = fc
    .tuple(fc.option(hostileBytes), hostileText, contentTypes)
    .map(([body, sign, type]): Payload => {
      return {
        headers: [
          ['sign', sign],
          ['content-type', type],
        ],
        body,
      }
    })
  const nothing = fc.constant<Payload>({ headers: [], body: Buffer.alloc(0) })
  return fc.oneof(signed, rubbish, nothing)
}

/** One thing about it is not as the document says. */
export function broken(shaped: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const unknownName = fc.oneof(fc.constantFrom('__proto__', 'constructor', 'a\0'), hostileText)
  const change = fc.constantFrom('replace', 'drop', 'add', 'whole' as const)
  return fc
    .tuple(shaped, fc.nat(), hostileValue, unknownName, change)
    .map(([value, nth, put, name, how]) => {
      const fields = Object.entries(value ?? {})
      const at = nth % Math.max(1, fields.length)
      if (how === 'whole') return put
      if (how === 'add') return Object.fromEntries([...fields, [name, put]])
      if (how === 'drop') return Object.fromEntries(fields.filter((_, index) => index !== at))
      return Object.fromEntries(
        fields.map(([field, old], index) => [field, index === at ? put : old]),
      )
    })
}
