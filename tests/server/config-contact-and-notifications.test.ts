import { describe, expect, test } from 'vitest'
import { readContact } from '../../src/platform/merchant-contact'
import { withEnv, problems } from './config-support'

describe('whom a payer turns to', () => {
  test.each([
    ['400-820-1234', '400-820-1234'],
    ['12315', '12315'],
    [' +86 (571) 8888-6666 ', '+86 (571) 8888-6666'],
    ['wechat:camellia_kefu', 'wechat:camellia_kefu'],
    ['WeChat:Camellia-6', 'wechat:Camellia-6'],
    ['微信:camellia_kefu', 'wechat:camellia_kefu'],
    ['https://shop.example.com', 'https://shop.example.com/'],
    ['HTTPS://客服.example.com/a b?c="d"', 'https://xn--ubtq9x.example.com/a%20b?c=%22d%22'],
  ])('%s is understood, by the page as well', (value, told) => {
    const { merchantContact } = withEnv({ MERCHANT_CONTACT: value })
    expect(merchantContact).toBe(told)
    expect(readContact(told)).not.toBeNull()
  })

  test.each([
    '山茶咖啡',
    '400-820-1234转8',
    '+-()',
    '12',
    '1'.repeat(21),
    'tel:4008201234',
    'wechat:',
    'wechat:kefu1',
    'wechat:1camellia',
    'wechat:camellia.kefu',
    `wechat:${'a'.repeat(21)}`,
    'weixin:camellia_kefu',
    'camellia_kefu',
    'http://shop.example.com/',
    'https://',
    'https:shop.example.com',
    'https://payer@shop.example.com/',
    `https://shop.example.com/${'a'.repeat(300)}`,
    'javascript:alert(1)',
    'data:text/html,hello',
  ])('%s is none of the three, and refused by name', (value) => {
    expect(problems({ MERCHANT_CONTACT: value })).toEqual([
      expect.stringMatching(/^MERCHANT_CONTACT: set a telephone number/),
    ])
  })

  test('is nobody where nobody is named', () => {
    expect(withEnv({ MERCHANT_CONTACT: ' ' }).merchantContact).toBeNull()
  })
})

describe('notifications', () => {
  const secret = `whsec_${Buffer.alloc(24).toString('base64')}`

  test('are off where nothing is set', () => {
    expect(withEnv({}).notifications).toEqual({ url: null, secrets: [], allowPrivate: [] })
  })

  test('take an address, secrets that rotate, and networks', () => {
    const other = `whsec_${Buffer.alloc(64, 1).toString('base64')}`
    const set = withEnv({
      NOTIFY_URL: 'https://shop.example.com/hooks?a=1',
      NOTIFY_SECRET: `${secret}, ${other}`,
      NOTIFY_ALLOW_PRIVATE: '10.1.0.0/16,::1',
    })
    expect(set.notifications).toEqual({
      url: 'https://shop.example.com/hooks?a=1',
      secrets: [secret, other],
      allowPrivate: ['10.1.0.0/16', '::1'],
    })
  })

  test.each([
    [{ NOTIFY_URL: 'https://shop.example.com/' }, 'NOTIFY_SECRET'],
    [{ NOTIFY_URL: 'http://shop.example.com/', NOTIFY_SECRET: secret }, 'NOTIFY_URL'],
    [{ NOTIFY_URL: 'shop.example.com', NOTIFY_SECRET: secret }, 'NOTIFY_URL'],
    [{ NOTIFY_URL: 'https://me:secret@shop.example.com/', NOTIFY_SECRET: secret }, 'NOTIFY_URL'],
    [{ NOTIFY_SECRET: 'whsec_' }, 'NOTIFY_SECRET'],
    [{ NOTIFY_SECRET: secret.slice('whsec_'.length) }, 'NOTIFY_SECRET'],
    [{ NOTIFY_SECRET: `whsec_${Buffer.alloc(23).toString('base64')}` }, 'NOTIFY_SECRET'],
    [{ NOTIFY_SECRET: `${secret},whsec_***` }, 'NOTIFY_SECRET'],
    [{ NOTIFY_ALLOW_PRIVATE: '10.0.0.0/33' }, 'NOTIFY_ALLOW_PRIVATE'],
    [{ NOTIFY_ALLOW_PRIVATE: 'localhost' }, 'NOTIFY_ALLOW_PRIVATE'],
  ])('%j names %s, and no secret', (changes, name) => {
    const found = problems(changes)
    expect(found.map((line) => line.split(':')[0])).toEqual([name])
    expect(found.join()).not.toContain('***')
  })
})
