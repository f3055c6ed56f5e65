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
  ['getBrandWCPayRequest:fail,没有此SDK或暂不支持此SDK模拟', 'fail'],
  ['chooseWXPay:ok', 'ok'],
  ['chooseWXPay:cancel', 'cancel'],
  ['chooseWXPay:fail, the permission value is offline verifying', 'fail'],
  ['pre_verify_jsapi:ok', 'noise'],
  ['stopMonitoringBeacons:ok', 'noise'],
  ['something_else:ok', 'unknown'],
  ['ok', 'unknown'],
  ['', 'unknown'],
] as const)('%j is read as %s, under either name', (message, hint) => {
  const said = hint === 'noise' ? hint : { hint }
  expect(readBridgeAnswer({ err_msg: message })).toEqual(said)
  expect(readBridgeAnswer({ errMsg: message })).toEqual(said)
})

const fail = 'get_brand_wcpay_request:fail'
test.each([
  [{ err_msg: 'system:access_denied' }, 'access_denied'],
  [{ err_msg: 'access_control:not_allowed' }, 'not_allowed'],
  [{ err_msg: 'getBrandWCPayRequest:fail_no permission to execute' }, 'no_permission'],
  [{ err_msg: 'getBrandWCPayRequest:fail_nopermission' }, 'no_permission'],
  [{ err_msg: 'getBrandWCPayRequest:fail, permission denied' }, 'no_permission'],
  [{ err_msg: 'getBrandWCPayRequest:fail_nosupport' }, 'no_support'],
  [
    { err_msg: fail, err_desc: '当前页面的URL未注册:https://pay.example.com/' },
    'url_not_registered',
  ],
  [{ err_msg: fail, err_desc: '當前頁面的 URL 未註冊' }, 'url_not_registered'],
  [{ err_msg: '当前页面的URL未注册' }, 'url_not_registered'],
] as const)('%j is a sheet that WeChat would not open: %s', (answer, denial) => {
  expect(readBridgeAnswer(answer)).toEqual({ hint: 'denied', denial })
})

test.each([
  [{ err_msg: fail, err_desc: '该订单已过期' }, 'fail'],
  [{ err_msg: 'something_new:perhaps', err_desc: 'what' }, 'unknown'],
] as const)('%j is no denial', (answer, hint) => {
  expect(readBridgeAnswer(answer)).toEqual({ hint })
})

test.each(['ok', 'cancel'] as const)('a sheet that says %s was open, whatever it adds', (word) => {
  const answer = { err_msg: `get_brand_wcpay_request:${word}`, err_desc: 'URL未注册' }
  expect(readBridgeAnswer(answer)).toEqual({ hint: word })
})

test.each([undefined, null, 'get_brand_wcpay_request:ok', 7, {}, { err_msg: 1 }])(
  '%j says nothing that is known',
  (answer) => expect(readBridgeAnswer(answer)).toEqual({ hint: 'unknown' }),
)
