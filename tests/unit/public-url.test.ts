import { describe, expect, test } from 'vitest'
import { homeOf, ledHere } from '@/platform/public-url'

const home = 'https://pay.example.com/pay/'

function homeFrom(address: string, publicUrl = home) {
  const place = new URL(address)
  return homeOf(publicUrl, place, place.search, place.hash)
}

describe('a page opened under another name of the server', () => {
  test.each([
    ['https://www.example.com/pay/checkout?order=A_-1&auto=1', 'checkout?order=A_-1&auto=1'],
    ['https://www.example.com/pay/checkout?item=coffee', 'checkout?item=coffee'],
    ['https://www.example.com/pay/', ''],
    ['https://www.example.com/pay/oauth?code=081Kq&state=5f1c', 'oauth?code=081Kq&state=5f1c'],
    ['https://www.example.com/pay/success?order=A', 'success?order=A'],
    ['http://pay.example.com/pay/checkout?order=A', 'checkout?order=A'],
    ['https://pay.example.co/pay/checkout', 'checkout'],
    ['https://pay.example.com:8443/pay/checkout', 'checkout'],
    ['https://old.example.com/checkout?order=A', 'checkout?order=A'],
    ['https://www.example.com/pay/checkout?order=A#wechat_redirect', 'checkout?order=A'],
  ])('%s is led home with all that it asks for', (address, page) => {
    expect(homeFrom(address)).toBe(`${home}${page}${ledHere}`)
  })

  test.each(['javascript:alert(1)', 'data:text', '%2f%2fevil.example', '@evil.example', '\\evil'])(
    'and nothing of its address makes the way lead elsewhere: %s',
    (last) => {
      const led = homeFrom(`https://www.example.com/pay/${last}`)
      expect(new URL(led ?? '').href.startsWith(home)).toBe(true)
    },
  )
})

describe('a page stays where it is', () => {
  test.each([
    ['at home', 'https://pay.example.com/pay/checkout?order=A', home],
    ['where it was led before', `https://www.example.com/pay/checkout${ledHere}`, home],
    ['where nobody says where home is', 'https://www.example.com/pay/checkout', ''],
    ['where what is said is no address', 'https://www.example.com/pay/checkout', 'pay.example.com'],
    ['where home is no page', 'https://www.example.com/pay/', 'javascript://pay.example.com/'],
    ['rather than lose https', 'https://tunnel.example.com/pay/', 'http://127.0.0.1:8787/pay/'],
  ])('%s', (_where, address, publicUrl) => {
    expect(homeFrom(address, publicUrl)).toBeNull()
  })
})
