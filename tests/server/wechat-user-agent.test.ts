import { expect, test } from 'vitest'
import { isWechat } from '../../server/wechat/user-agent'

const safari = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15'

test.each([
  [`${safari} Mobile/15E148 MicroMessenger/8.0.44(0x18002c2f) NetType/WIFI Language/zh_CN`, true],
  [`${safari} micromessenger/6.0`, true],
  [
    'Mozilla/5.0 (Windows NT 10.0) Chrome/116 MicroMessenger/7.0.20 WindowsWechat(0x63090a13)',
    true,
  ],
  [`${safari} wxwork/4.1.20 MicroMessenger/7.0.1 Language/zh`, false],
  [`${safari} Version/17.0 Mobile/15E148 Safari/604.1`, false],
  ['', false],
  [undefined, false],
])('%s', (userAgent, wechat) => {
  expect(isWechat(userAgent)).toBe(wechat)
})
