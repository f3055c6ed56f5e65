/**
 * The page that WeChat frames on its own result page (点金计划). Bundled alone and inlined: WeChat waits three
 * seconds for its first word. No session can be hoped for in a frame, so it shows what a number may show.
 */
import { languageOf } from '@/locales/language'
import { receiptWords } from '@/locales/receipt'

const wechat = 'https://payapp.weixin.qq.com'
/** A webhook is usually there within a second; longer than half a minute nobody looks at this page. */
const looks = 12

const framed = window.parent !== window
const number = parameter('out_trade_no')
const words = receiptWords[languageOf(null, navigator.userAgent, navigator.language)]

// First of all: what comes later than three seconds is not waited for.
tell({ action: 'onIframeReady', displayStyle: 'SHOW_CUSTOM_PAGE' })
if (number) look(number, 1)
else show(words.unknown, words.unknownNow)

function look(asked: string, turn: number): void {
  const request = new XMLHttpRequest()
  request.open('GET', `api/receipts?out_trade_no=${encodeURIComponent(asked)}`)
  request.timeout = 8000
  request.onload = () => read(asked, turn, request)
  request.onerror = request.ontimeout = () => again(asked, turn)
  request.send()
}

function read(asked: string, turn: number, { status, responseText }: XMLHttpRequest): void {
  const receipt = status === 200 ? parse(responseText) : null
  if (!receipt) return status === 404 ? show(words.unknown, words.unknownNow) : again(asked, turn)
  // At top level the payer's login is there: on to the order itself, which says more.
  if (!framed && receipt.orderId) {
    return location.replace(`success?order=${encodeURIComponent(receipt.orderId)}`)
  }
  const merchant = words.paidTo(receipt.merchantName)
  if (receipt.status === 'paid') return show(words.paid, merchant)
  if (receipt.status === 'changed') return show(words.changed, words.changedNow)
  show(words.processing, words.processingNow)
  later(asked, turn)
}

function again(asked: string, turn: number): void {
  show(words.unknown, words.unknownNow)
  later(asked, turn)
}

function later(asked: string, turn: number): void {
  if (turn < looks) setTimeout(() => look(asked, turn + 1), 2500)
}

interface Told {
  readonly merchantName: string
  readonly status: string
  readonly orderId: string | null
}

function parse(text: string): Told | null {
  try {
    const told: unknown = JSON.parse(text)
    return isTold(told) ? told : null
  } catch {
    return null
  }
}

function isTold(told: unknown): told is Told {
  if (typeof told !== 'object' || told === null) return false
  const { merchantName, status, orderId } = told as Readonly<Record<string, unknown>>
  const named = orderId === null || typeof orderId === 'string'
  return typeof merchantName === 'string' && typeof status === 'string' && named
}

function show(heading: string, below: string): void {
  write('heading', heading)
  write('below', below)
  const button = document.getElementById('view')
  if (!button || !framed || !number) return
  button.textContent = words.view
  button.hidden = false
  // A link in the frame would stay in the frame; only WeChat leads out of it, and only to our own page.
  button.onclick = () => tell({ action: 'jumpOut', jumpOutUrl: ownAddress(number) })
}

function ownAddress(asked: string): string {
  return new URL(`receipt?out_trade_no=${encodeURIComponent(asked)}`, location.href).href
}

/** WeChat's protocol: JSON as text, to its own origin and no other. */
function tell(message: object): void {
  if (framed) window.parent.postMessage(JSON.stringify(message), wechat)
}

function write(id: string, text: string): void {
  const element = document.getElementById(id)
  if (element) element.textContent = text
}

function parameter(name: string): string | null {
  const found = new RegExp(`[?&]${name}=([^&]*)`).exec(location.search)
  try {
    return found?.[1] ? decodeURIComponent(found[1]) : null
  } catch {
    return null
  }
}
