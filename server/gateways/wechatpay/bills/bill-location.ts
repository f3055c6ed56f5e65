/** The answer that says where a day's bill can be downloaded, validated once. */
import { Type } from 'typebox'
import { compileSchema } from '../../../runtime/compile-schema'

const bills = compileSchema(
  Type.Object({
    hash_type: Type.Literal('SHA1'),
    hash_value: Type.String({ pattern: '^[0-9a-fA-F]{40}$' }),
    download_url: Type.String({ pattern: '^https?://' }),
  }),
)

/** Where to download a day's bill, and the SHA-1 of its unpacked text in lower-case hex. */
export interface BillLocation {
  readonly url: string
  readonly sha1: string
}

export function readBillLocation(body: unknown): BillLocation | null {
  if (!bills.Check(body)) return null
  return { url: body.download_url, sha1: body.hash_value.toLowerCase() }
}
