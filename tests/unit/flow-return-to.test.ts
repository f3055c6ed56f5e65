import { describe, expect, test } from 'vitest'
import { returnTo } from '@/result/return-to'

const back = (returnUrl: string | null, orderNo = 'P-1') => returnTo({ returnUrl, orderNo })

describe('the way back to the merchant', () => {
  test.each([
    ['https://shop.example.com', 'https://shop.example.com/?orderNo=P-1'],
    ['https://shop.example.com/thanks', 'https://shop.example.com/thanks?orderNo=P-1'],
    ['https://shop.example.com/thanks?', 'https://shop.example.com/thanks?orderNo=P-1'],
    ['http://shop.example.com/t?a=1#done', 'http://shop.example.com/t?a=1&orderNo=P-1#done'],
    ['https://shop.example.com/#/orders?x=1', 'https://shop.example.com/?orderNo=P-1#/orders?x=1'],
    [
      'https://商店.example.com/谢谢',
      'https://xn--czrs0t.example.com/%E8%B0%A2%E8%B0%A2?orderNo=P-1',
    ],
  ])('%s carries the order’s number', (given, expected) => {
    expect(back(given)).toBe(expected)
  })

  test('leaves the merchant’s own query as it was signed', () => {
    expect(back('https://shop.example.com/t?name=%E5%BC%A0+san&sig=a%2Bb==')).toBe(
      'https://shop.example.com/t?name=%E5%BC%A0+san&sig=a%2Bb==&orderNo=P-1',
    )
  })

  test.each([
    'https://shop.example.com/t?orderNo=X-9',
    'https://shop.example.com/t?orderNo=X-9&orderNo=X-8',
    'https://shop.example.com/t?order%4Eo=X-9',
    'https://shop.example.com/t?orderNo',
  ])('says one number, its own: %s', (given) => {
    expect(back(given)).toBe('https://shop.example.com/t?orderNo=P-1')
  })

  test('says nothing of whether it was paid, or how much', () => {
    const { search } = new URL(back('https://shop.example.com/t') ?? '')
    expect([...new URLSearchParams(search).keys()]).toEqual(['orderNo'])
  })

  test('writes the number so that it stays one', () => {
    expect(back('https://shop.example.com/t', 'a&b=c#d')).toBe(
      'https://shop.example.com/t?orderNo=a%26b%3Dc%23d',
    )
  })

  test.each([
    null,
    '',
    'javascript:alert(1)',
    'JavaScript:alert(1)//https://shop.example.com',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,hello',
    'weixin://dl/business',
    'ftp://shop.example.com/',
    '/thanks',
    '//evil.example.com',
    'https://',
    'https://shop.example.com@evil.example.com/',
    'https://user:secret@shop.example.com/',
  ])('does not lead to %j', (given) => {
    expect(back(given)).toBeNull()
  })
})
