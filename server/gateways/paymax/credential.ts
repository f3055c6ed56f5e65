/** The six parameters of the pay sheet, from a charge's `credential.wechat_wap.jsApiParams`. */
import { Type } from 'typebox'
import { compileSchema } from '../../runtime/compile-schema'
import type { JsApiParams } from '../../contract/charges'
import { unwrapJson } from './json'

const Text = Type.String({ minLength: 1 })

const WithCredential = Type.Object({
  credential: Type.Object({ wechat_wap: Type.Object({ jsApiParams: Type.Unknown() }) }),
})

const SheetParams = Type.Object({
  appId: Text,
  // Unix seconds. iOS requires a string; as a number it has the same digits, which is what `paySign` covers.
  timeStamp: Type.Union([
    Type.String({ pattern: '^\\d{10}$' }),
    Type.Integer({ minimum: 1_000_000_000, maximum: 9_999_999_999 }),
  ]),
  nonceStr: Text,
  package: Type.String({ pattern: '^prepay_id=.' }),
  signType: Text,
  paySign: Text,
})

const withCredential = compileSchema(WithCredential)
const sheetParams = compileSchema(SheetParams)

/**
 * @param body a verified answer with a charge
 * @returns the six strings exactly as Paymax wrote them; null where one is missing or malformed
 */
export function readCredential(body: unknown): JsApiParams | null {
  if (!withCredential.Check(body)) return null
  const params = unwrapJson(body.credential.wechat_wap.jsApiParams)
  if (!sheetParams.Check(params)) return null
  const { appId, timeStamp, nonceStr, package: prepay, signType, paySign } = params
  return { appId, timeStamp: String(timeStamp), nonceStr, package: prepay, signType, paySign }
}
