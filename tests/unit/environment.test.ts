import { expect, test } from 'vitest'
import { environmentOf } from '@/sheet/inside-wechat'
import { isWechat, mayPay } from '../../server/wechat/user-agent'

const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 12_4_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148'
const android =
  'Mozilla/5.0 (Linux; Android 14; V2309A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/142.0.7444.173 Mobile Safari/537.36'
const windows =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/132.0.0.0 Safari/537.36'
const mac =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)'
const ipad =
  'Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148'

const signsIn = ['wechat', 'desktop', 'mini_program']

test.each([
  [`${iphone} MicroMessenger/8.0.29(0x18001d38) NetType/WIFI Language/zh_CN`, 'wechat'],
  [
    `${android} XWEB/1420229 MMWEBSDK/20260101 MicroMessenger/8.0.68.3020(0x28004458) WeChat/arm64 Weixin NetType/WIFI Language/zh_CN ABI/arm64`,
    'wechat',
  ],
  [
    'Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 Mobile MicroMessenger/1.0.2',
    'wechat',
  ],
  // an iPad asks for a desktop's pages, and calls itself one
  [`${mac} Mobile/15E148 MicroMessenger/8.0.61(0x18003d2e) NetType/WIFI Language/zh_CN`, 'wechat'],
  [`${ipad} MicroMessenger/8.0.61(0x18003d2e) NetType/WIFI Language/zh_CN`, 'wechat'],
  [`${mac} Mobile/15E148 wxwork/4.1.38 MicroMessenger/7.0.1 Language/zh`, 'wecom'],
  [`${mac} Mobile/15E148 MicroMessenger/8.0.61 miniProgram/wx1234567890abcdef`, 'mini_program'],
  [`${android} MicroMessenger/8.0.68 miniProgram/wx1234567890abcdef`, 'mini_program'],
  [`${android} MicroMessenger/8.0.68 MiniProgramEnv/android`, 'mini_program'],
  [`${iphone} wxwork/4.1.38 MicroMessenger/7.0.1 Language/zh`, 'wecom'],
  [`${windows} wxwork/4.1.20 (MicroMessenger/6.2) WindowsWechat`, 'wecom'],
  [
    `${windows} MicroMessenger/7.0.20.1781(0x6700143B) WindowsWechat(0x63090a13) UnifiedPCWindowsWechat(0xf2541923) XWEB/19823`,
    'desktop',
  ],
  [`${mac} MicroMessenger/6.8.0 MacWechat/3.8 NetType/WIFI WindowsWechat`, 'desktop'],
  [
    `${mac} Chrome/144.0 MicroMessenger/7.0 MacWechat/3.8.7 UnifiedPCMacWechat(0xf2641c1d)`,
    'desktop',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64) Chrome/120 MicroMessenger/7 UnifiedPCLinuxWechat', 'desktop'],
  [`${mac} MicroMessenger/6.5.2 NetType/WIFI`, 'desktop'],
  [`${mac} Mobile/15E148 MicroMessenger/6.8.0 MacWechat/3.8 NetType/WIFI`, 'desktop'],
  [windows, 'browser'],
  [`${mac} Version/17.0 Safari/605.1.15`, 'browser'],
  [`${mac} CriOS/142.0 Mobile/15E148 Safari/604.1`, 'phone'],
  [`${iphone} Version/12.1 Safari/604.1`, 'phone'],
  [android, 'phone'],
] as const)('%s is %s, for the page and for the backend', (userAgent, environment) => {
  expect(environmentOf({ userAgent, frame: undefined })).toBe(environment)
  expect(mayPay(userAgent)).toBe(environment === 'wechat')
  expect(isWechat(userAgent)).toBe(signsIn.includes(environment))
})

test('an iPhone’s mini program may say so in its window alone', () =>
  expect(environmentOf({ userAgent: `${iphone} MicroMessenger/8`, frame: 'miniprogram' })).toBe(
    'mini_program',
  ))
