import { expect, onTestFinished, test, vi } from 'vitest'
import type { Shown } from '@/receipt/poll-receipt'
import { createDrawing } from '@/receipt/draw-receipt'
import { findFrame } from '@/receipt/result-frame'
import { receiptWords } from '@/locales/receipt'
import html from '../../receipt.html?raw'
import { receiptSays } from '../say'

/** The page as it is written, without its script. */
function draw(language: 'zh-CN' | 'zh-Hant' | 'en', framed: boolean) {
  const page = document.implementation.createHTMLDocument()
  page.body.innerHTML = /<body[^>]*>([\s\S]*)<\/body>/.exec(html)?.[1] ?? ''
  const toOrder = vi.fn()
  const again = vi.fn()
  const show = createDrawing(page, language, { toOrder: framed ? toOrder : null, again })
  onTestFinished(() => page.body.remove())
  const visible = () =>
    [...page.querySelectorAll<HTMLElement>('h1, p, button, a')]
      .filter((element) => !element.hidden)
      .map((element) => element.textContent)
  return { page, show, visible, toOrder, again }
}

const every: readonly Shown[] = [
  'waiting',
  'paid',
  'confirming',
  'changed',
  'late',
  'unknown',
  'silent',
]

test('a framed receipt shows merchant, result and the way to the order', () => {
  const { page, show, visible, toOrder } = draw('zh-CN', true)
  show('paid', '山茶咖啡')
  expect(visible()).toEqual([
    '山茶咖啡',
    receiptSays.said.paid.heading,
    receiptSays.said.paid.told,
    receiptSays.toOrder,
  ])
  expect(page.title).toBe(receiptSays.title)
  page.getElementById('order')?.click()
  expect(toOrder).toHaveBeenCalledOnce()
})

test('by itself it says why it shows no order, and how to go on', () => {
  const { show, visible } = draw('en', false)
  show('paid', '山茶咖啡')
  expect(visible()).toContain(receiptWords.en.checkout)
  expect(visible()).toContain(receiptWords.en.notYours)
  expect(visible()).not.toContain(receiptWords.en.toOrder)
})

test.each(every)('%s is drawn in the payer’s language, with one heading', (shown) => {
  const { page, show, visible } = draw('zh-Hant', true)
  show(shown, null)
  expect(page.documentElement.lang).toBe('zh-Hant')
  expect(page.querySelectorAll('h1')).toHaveLength(1)
  expect(visible()).toContain(receiptWords['zh-Hant'].toOrder)
})

test('what has come to an end without an answer can be asked for again', () => {
  const { page, show, visible, again } = draw('zh-CN', true)
  show('confirming', null)
  expect(visible()).not.toContain(receiptSays.again)
  show('silent', null)
  expect(visible()).toContain(receiptSays.again)
  page.getElementById('again')?.click()
  expect(again).toHaveBeenCalledOnce()
})

test('what it tells the window around it is a JSON string for WeChat’s origin alone', () => {
  const postMessage = vi.fn()
  const framed = { parent: { postMessage } } as unknown as Window
  findFrame(framed)?.ready('SHOW_CUSTOM_PAGE')
  findFrame(framed)?.jumpOut('https://pay.example.com/pay/receipt?out_trade_no=N')
  expect(postMessage.mock.calls).toEqual([
    [
      '{"action":"onIframeReady","displayStyle":"SHOW_CUSTOM_PAGE"}',
      'https://payapp.weixin.qq.com',
    ],
    [
      '{"action":"jumpOut","jumpOutUrl":"https://pay.example.com/pay/receipt?out_trade_no=N"}',
      'https://payapp.weixin.qq.com',
    ],
  ])
  expect(findFrame(window)).toBeNull()
})
