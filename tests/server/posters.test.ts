import { readFileSync } from 'node:fs'
import { chromium, type Browser, type Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Offer } from '../../server/commands/links/addresses'
import { poster, type Size } from '../../server/commands/links/poster'
import { browserOptions } from '../browser'
import { asDataUrl, readCode } from '../qr-code'

let browser: Browser
let page: Page
beforeAll(async () => {
  browser = await chromium.launch(browserOptions())
  page = await browser.newPage({ viewport: { width: 600, height: 840 } })
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
  'of what no XML may hold': ['山\u0000茶\ud800', { name: 'a]]>\u0008&amp;\n<b>' }],
}

async function show(name: string) {
  const [merchant = '', changes = {}, size = 'A6'] = cases[name] ?? []
  const offer = { ...coffee, ...changes }
  const svg = poster(merchant, offer, size)
  await page.setContent(`<style>body{margin:0}svg{display:block;width:600px;height:auto}</style>`)
  const problem = await page.evaluate((text) => {
    const read = new DOMParser().parseFromString(text, 'image/svg+xml')
    const error = read.querySelector('parsererror')
    if (error) return error.textContent
    document.body.append(document.importNode(read.documentElement, true))
    return null
  }, svg)
  return { offer, problem }
}

test.each(Object.keys(cases))('a poster %s is well-formed XML', async (name) => {
  expect((await show(name)).problem).toBeNull()
})

test.each(Object.keys(cases))('the code on a poster %s reads as the link', async (name) => {
  const { offer } = await show(name)
  const shot = await page.locator('svg').screenshot()
  expect(await readCode(page, asDataUrl(shot))).toBe(offer.link)
})

test.each(Object.keys(cases))(
  'nothing on a poster %s overlaps or leaves the paper',
  async (name) => {
    await show(name)
    const boxes = await page
      .locator('svg text, svg path[transform], svg image')
      .evaluateAll((all) =>
        all
          .map((one) => one.getBoundingClientRect())
          .map(({ top, bottom, left, right }) => ({ top, bottom, left, right }))
          .sort((a, b) => a.top - b.top),
      )
    const paper = await page.locator('svg').boundingBox()
    for (const [at, box] of boxes.entries()) {
      expect(box.left).toBeGreaterThan(0)
      expect(box.right).toBeLessThan(600)
      expect(box.bottom).toBeLessThan(paper?.height ?? 0)
      // lines of one name touch by their invisible tails only
      expect(box.top).toBeGreaterThan((boxes[at - 1]?.bottom ?? 0) - 12)
    }
  },
)
