import { expect, test } from 'vitest'
import { readBridgeAnswer } from '@/sheet/bridge-answer'

test.each([
  ['get_brand_wcpay_request:ok', 'ok'],
  ['get_brand_wcpay_request：ok', 'ok'],
  ['get_brand_wcpay_request: ok', 'ok'],
  ['get_brand_wcpay_request:cancel', 'cancel'],
  ['get_brand_wcpay_request:fail', 'fail'],
  ['get_brand_wcpay_request:fail_invalid appid', 'fail'],
  ['getBrandWCPayRequest: fail_invalid signature', 'fail'],
  ['getBrandWCPayRequest:fail_no permission to execute', 'fail'],
  ['getBrandWCPayRequest:fail_nosupport', 'fail'],
  ['getBrandWCPayRequest:fail,没有此SDK或暂不支持此SDK模拟', 'fail'],
  ['chooseWXPay:ok', 'ok'],
  ['chooseWXPay:cancel', 'cancel'],
  ['chooseWXPay:fail, the permission value is offline verifying', 'fail'],
  ['system:access_denied', 'fail'],
  ['access_control:not_allowed', 'fail'],
  ['pre_verify_jsapi:ok', 'noise'],
  ['stopMonitoringBeacons:ok', 'noise'],
  ['something_else:ok', 'unknown'],
  ['ok', 'unknown'],
  ['', 'unknown'],
] as const)('%j is read as %s, under either name', (message, hint) => {
  expect(readBridgeAnswer({ err_msg: message })).toBe(hint)
  expect(readBridgeAnswer({ errMsg: message })).toBe(hint)
})

test.each([undefined, null, 'get_brand_wcpay_request:ok', 7, {}, { err_msg: 1 }])(
  '%j says nothing that is known',
  (answer) => expect(readBridgeAnswer(answer)).toBe('unknown'),
)
