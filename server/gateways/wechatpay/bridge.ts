/** The six parameters of the pay sheet. We sign them, anew each time they are handed out. */
import type { KeyObject } from 'node:crypto'
import type { JsApiParams } from '../../contract/charges'
import { signText } from './connection/rsa'

export interface Sheet {
  readonly appId: string
  readonly prepayId: string
  /** Unix ms */
  readonly now: number
  /** At most 32 letters and digits. */
  readonly nonce: string
}

/**
 * Four lines are signed. `signType` is not one of them, and the third is `prepay_id=…`; an app signs the bare
 * id instead. The key is the one that signed the order.
 */
export async function bridgeParameters(sheet: Sheet, privateKey: KeyObject): Promise<JsApiParams> {
  const { appId, prepayId, nonce: nonceStr } = sheet
  const timeStamp = String(Math.floor(sheet.now / 1000))
  const prepay = `prepay_id=${prepayId}`
  const paySign = await signText(`${appId}\n${timeStamp}\n${nonceStr}\n${prepay}\n`, privateKey)
  return { appId, timeStamp, nonceStr, package: prepay, signType: 'RSA', paySign }
}
