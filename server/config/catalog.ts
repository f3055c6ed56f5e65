/** The fixed-price items for menu links, and the range of amounts that a payer may type. */
import { readFileSync } from 'node:fs'
import { Type, type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { decodeUtf8, lineThatIsNotUtf8 } from '../runtime/utf8'
import { readPicture, type Picture } from './picture'
import { ConfigError, problem } from './variables/problem'
import { optional, type Environment } from './variables/variables'

/** fen; a million yuan, the contract's highest amount */
const MAX_AMOUNT = 100_000_000
/**
 * Paymax: bytes of UTF-8. Longer text is refused here, because cutting what the merchant wrote would surprise
 * them.
 */
const SUBJECT_BYTES = 128

/** As in requests: PostgreSQL cannot store U+0000, and unpaired surrogates have no UTF-8. */
const unsendable = /[\0\p{Surrogate}]/u

const Item = Type.Object(
  {
    /** Part of an address: `checkout?item=…`. */
    item: Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$' }),
    subject: Type.String({ minLength: 1, maxLength: SUBJECT_BYTES }),
    body: Type.String({ minLength: 1, maxLength: 128 }),
    /** fen */
    amount: Type.Integer({ minimum: 1, maximum: MAX_AMOUNT }),
    autoPay: Type.Optional(Type.Boolean()),
    /** A file beside the catalogue. */
    picture: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
  },
  { additionalProperties: false },
)
const items = Compile(Type.Array(Item))

/** `autoPay`: a link may open the pay sheet without a tap. */
export type CatalogItem = Readonly<
  Required<Omit<Static<typeof Item>, 'picture'>> & { picture: Picture | null }
>

export function catalog(env: Environment): CatalogItem[] {
  const file = optional(env, 'CATALOG_FILE')
  if (file === undefined) return []
  const list = readJson(file)
  if (!items.Check(list)) {
    const wrong = items.Errors(list).map((error) => `${field(error.instancePath)} ${error.message}`)
    throw refused(wrong)
  }
  const wrong = list.flatMap(({ item, subject, body }, at) => [
    ...Object.entries({ subject, body })
      .filter(([, text]) => unsendable.test(text))
      .map(([name]) => `[${at}].${name} must not contain U+0000 or half a surrogate pair`),
    ...(list.findIndex((other) => other.item === item) < at ? [`[${at}].item occurs twice`] : []),
    ...(Buffer.byteLength(subject) > SUBJECT_BYTES
      ? [`[${at}].subject must have at most ${SUBJECT_BYTES} bytes of UTF-8`]
      : []),
  ])
  const pictures = list.map(({ picture }) =>
    picture === undefined ? null : readPicture(file, picture),
  )
  const unusable = pictures.flatMap((picture, at) =>
    typeof picture === 'string' ? [`[${at}].picture ${picture}`] : [],
  )
  if (wrong.length + unusable.length > 0) throw refused([...wrong, ...unusable])
  return list.map((one, at) => {
    const picture = pictures[at]
    const usable = typeof picture === 'object' ? picture : null
    return { ...one, autoPay: one.autoPay ?? false, picture: usable }
  })
}

/** `off`, or `min-max` in fen. */
export function openAmount(env: Environment): { min: number; max: number } | null {
  const text = optional(env, 'OPEN_AMOUNT') ?? 'off'
  if (text === 'off') return null
  const [, low, high] = /^(\d{1,9})-(\d{1,9})$/.exec(text) ?? []
  const range = { min: Number(low), max: Number(high) }
  if (range.min >= 1 && range.min <= range.max && range.max <= MAX_AMOUNT) return range
  throw problem('OPEN_AMOUNT', `set off, or min-max in fen within 1-${MAX_AMOUNT}, e.g. 1-500000.`)
}

function readJson(file: string): unknown {
  const bytes = readBytes(file)
  const line = lineThatIsNotUtf8(bytes)
  if (line !== null) {
    throw problem('CATALOG_FILE', `${file}, line ${line}, is not UTF-8: save the file as UTF-8.`)
  }
  try {
    return JSON.parse(decodeUtf8(bytes) ?? '')
  } catch {
    throw problem('CATALOG_FILE', 'cannot be read as JSON: correct the path or the file.')
  }
}

function readBytes(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch {
    throw problem('CATALOG_FILE', 'cannot be read as JSON: correct the path or the file.')
  }
}

/** `/2/amount` → `[2].amount` */
function field(path: string) {
  const [, at, name] = path.split('/')
  if (at === undefined) return 'the file'
  return name === undefined ? `[${at}]` : `[${at}].${name}`
}

function refused(wrong: string[]) {
  return new ConfigError(wrong.map((line) => `CATALOG_FILE: ${line}.`))
}
