import { readFileSync } from 'node:fs'
import { chromium, type Browser, type Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Offer } from '../../server/commands/links/addresses'
import { poster, sizes, type Size } from '../../server/commands/links/poster'
import { browserOptions } from '../browser'
import { asDataUrl, readCode } from '../qr-code'

let browser: Browser
let page: Page
beforeAll(async () => {
  browser = await chromium.launch(browserOptions())
  page = await browser.newPage({ viewport: { width: 600, height: 840 }, deviceScaleFactor: 2 })
})
afterAll(() => browser.close())

const coffee: Offer = {
  item: 'coffee',
  name: '手冲咖啡',
  amount: 2800,
  menu: '',
  menuAuto: null,
  link: 'https://pay.example.com/pay/checkout?item=coffee',
  picture: {
    extension: '.svg',
    type: 'image/svg+xml',
    bytes: readFileSync('mocks/sandbox/demo/coffee.svg'),
    etag: '',
  },
}
const cases: Record<string, [merchant: string, offer: Partial<Offer>, size?: Size]> = {
  'with a picture': ['山茶咖啡', {}],
  'on A5': ['山茶咖啡', {}, 'A5'],
  'without a picture': ['山茶咖啡', { picture: null }],
  'for a typed amount': ['', { name: '山茶咖啡', amount: null, picture: null }],
  'of long names': ['上海市浦东新区山茶精品咖啡烘焙有限责任公司', { name: '会'.repeat(42) }],
  'of long words': ['Camellia & Sons <Coffee> "Roasters"', { name: 'Unbreakable'.repeat(11) }],
  'of a long address': [
    '山茶咖啡',
    { link: `https://pay.example.com/${'p'.repeat(200)}/checkout` },
  ],
  'of markup': ['<i>山茶</i> & "Co"', { name: 'a]]>\u0008&amp;\n<b>' }],
}

async function show(name: string) {
  const [merchant = '', changes = {}, size = 'A6'] = cases[name] ?? []
  const offer = { ...coffee, ...changes }
  await page.setContent(poster(merchant, offer, size))
  return { merchant, offer, size }
}

test.each(Object.keys(cases))(
  'a poster %s says its words whole, and none is markup',
  async (name) => {
    const { merchant, offer } = await show(name)
    const texts = await page.locator('p').allTextContents()
    expect(texts).toContain(offer.name)
    if (offer.amount !== null) expect(texts).toEqual(expect.arrayContaining([merchant, '¥28.00']))
    const names = await page.locator('body *').evaluateAll((all) => all.map((one) => one.localName))
    expect(['p', 'img', 'svg', 'rect', 'path']).toEqual(expect.arrayContaining(names))
    // letters of Chinese are taller than their line by an empty edge
    const cut = await page
      .locator('p')
      .evaluateAll((all) => all.filter((one) => one.scrollHeight > one.clientHeight * 1.3).length)
    expect(cut).toBe(0)
  },
)

test.each(Object.keys(cases))('the code on a poster %s reads as the link', async (name) => {
  const { offer } = await show(name)
  const shot = await page.locator('body').screenshot()
  expect(await readCode(page, asDataUrl(shot))).toBe(offer.link)
})

test.each(Object.keys(cases))(
  'nothing on a poster %s overlaps or leaves the paper',
  async (name) => {
    await show(name)
    const boxes = await page.locator('p, svg path, img').evaluateAll((all) =>
      all
        .map((one) => {
          const text = document.createRange()
          text.selectNodeContents(one)
          return (one.localName === 'p' ? text : one).getBoundingClientRect()
        })
        .map(({ top, bottom, left, right }) => ({ top, bottom, left, right }))
        .sort((a, b) => a.top - b.top),
    )
    const paper = await page.locator('body').boundingBox()
    for (const [at, box] of boxes.entries()) {
      expect(box.left).toBeGreaterThan(0)
      expect(box.right).toBeLessThan(paper?.width ?? 0)
      expect(box.bottom).toBeLessThan(paper?.height ?? 0)
      // lines of one name touch by their invisible tails only
      expect(box.top).toBeGreaterThan((boxes[at - 1]?.bottom ?? 0) - 4)
    }
  },
)

test.each(Object.keys(cases))('a poster %s prints on one sheet of its paper', async (name) => {
  const { size } = await show(name)
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  const boxes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)]
  const inMm = boxes.map(([, ...points]) => points.map((one) => (Number(one) / 72) * 25.4))
  const { width, height } = sizes[size]
  // the browser prints whole pixels
  expect(inMm).toEqual([[expect.closeTo(width, 0), expect.closeTo(height, 0)]])
})
