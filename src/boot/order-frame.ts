import type { EarlyWords } from '@/locales/zh-CN/early-words'
import { clockClass, countdown } from '@/payment/countdown'
import type { KnownOrder } from '@/payment/timed-order'
import { formatYuan } from '@/payment/money'
import { detailCells } from '@/ui/detail-cells'
import { fitLine } from '@/platform/fit-line'
import { formatMoment } from '@/ui/time'
import type { Drawable } from './before-app'

export interface OrderFrame {
  readonly element: HTMLElement
  /** Whether this is the order that it shows. */
  shows(order: KnownOrder): boolean
  show(state: Drawable | Entering): void
}

/** The order came with the page: who will pay it is still being found out. */
type Entering = 'entering'

interface Around {
  readonly document: Document
  readonly words: EarlyWords
  readonly language: string
  /** Unix ms by this phone's clock. */
  readonly now: number
  readonly onPay: () => void
  readonly onCheck: () => void
}

/**
 * Draws the order's page like the app, without what only the app can do: with the same elements and classes,
 * so that nothing moves when the app takes over. A test compares the two.
 */
export function createOrderFrame(order: KnownOrder, around: Around): OrderFrame {
  const { document, words } = around
  const element = create(document, 'main', 'page')
  const sign = create(document, 'span', 'price-sign', ['¥'])
  const sum = create(document, 'p', 'price-text', [sign, formatYuan(order.amount)])
  const notice = create(document, 'div', 'order-notice')
  const pay = createButton(document, words.pay)
  const check = createButton(document, words.check)
  const actions = create(document, 'div', 'actions', [pay])
  const secure = create(document, 'p', '', [words.secure])
  const foot = create(document, 'footer', 'page-foot', [
    secure,
    create(document, 'div', 'language'),
  ])
  notice.setAttribute('role', 'status')
  check.onclick = around.onCheck
  pay.onclick = () => {
    if (pay.getAttribute('aria-disabled') === 'false') around.onPay()
  }
  append(element, [head(order, sum, around), ...details(order, around), notice, actions, foot])

  return {
    element,
    shows: ({ orderId, amount }) => order.orderId === orderId && order.amount === amount,
    show(state) {
      fitLine(sum)
      const asks = state !== 'entering' && state.step === 'sheet' && state.quiet
      const pays = !asks || !state.tapped
      pay.setAttribute('aria-disabled', String(isLocked(state)))
      check.className = pays ? 'button-plain' : 'button'
      actions.textContent = ''
      append(actions, [...(pays ? [pay] : []), ...(asks ? [check] : [])])
      const [waiting, told] = noticeOf(state, words)
      notice.textContent = ''
      if (waiting) append(notice, [spinner(document, waiting)])
      else if (told) append(notice, [create(document, 'p', '', [told])])
    },
  }
}

function createButton(document: Document, label: string): HTMLElement {
  const button = create(document, 'button', 'button', [label])
  button.setAttribute('type', 'button')
  return button
}

function isLocked(state: Drawable | Entering): boolean {
  if (state === 'entering') return true
  return state.step === 'sheet' ? state.tapped : state.step !== 'ready'
}

/** What is being waited for, or a notice instead. */
function noticeOf(
  state: Drawable | Entering,
  words: EarlyWords,
): [waiting: string | null, told: string | null] {
  if (state === 'entering') return [words.entering, null]
  switch (state.step) {
    case 'ready':
      return [null, null]
    case 'charging':
      return [words.charging, null]
    case 'bridging':
      return [words.opening, null]
    case 'sheet':
      if (state.tapped && !state.quiet) return [words.inSheet, null]
      return [null, state.tapped ? words.inSheetHint : words.sheetUntapped]
  }
}

function head(
  order: KnownOrder,
  sum: HTMLElement,
  { document, words, language, now }: Around,
): HTMLElement {
  const left = countdown(order.endsAt - now)
  const until = words.payUntil(formatMoment(order.expiresAt, language, order.now))
  return create(document, 'header', 'order-head', [
    create(document, 'div', 'logo'),
    create(document, 'h1', 'heading order-to', [words.payTo(order.merchantName)]),
    sum,
    create(document, 'div', 'small', [
      left.clock === null
        ? create(document, 'p', '', [until])
        : create(document, 'p', clockClass(left), [words.timeLeft(left.clock)]),
    ]),
  ])
}

function details(order: KnownOrder, { document, words }: Around): HTMLElement[] {
  const { subject, body, picture } = order
  const cells = detailCells(order, words).map(({ label, value }) =>
    create(document, 'div', 'cell', [
      create(document, 'dt', 'label', [label]),
      create(document, 'dd', 'value', [value]),
    ]),
  )
  const list = create(document, 'dl', 'cells', cells)
  if (!picture) return [list]
  return [itemLine(document, picture, subject, body === subject ? '' : body), list]
}

function itemLine(document: Document, picture: string, subject: string, body: string): HTMLElement {
  const image = create(document, 'img', 'item-picture')
  image.setAttribute('src', picture)
  image.setAttribute('alt', '')
  const named = create(document, 'span', 'item-name', [subject])
  const words = create(document, 'span', 'item-words', [named])
  if (body) append(words, [create(document, 'span', 'small item-name', [body])])
  return create(document, 'span', 'item-line order-item', [image, words])
}

function spinner(document: Document, text: string): HTMLElement {
  const line = create(document, 'span', 'spinner')
  // Only the shape: the words are a node of their own.
  line.innerHTML =
    '<svg class="wheel" viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="9"/></svg>'
  append(line, [create(document, 'span', '', [text])])
  return line
}

function create(
  document: Document,
  tag: string,
  className: string,
  children: readonly (Node | string)[] = [],
): HTMLElement {
  const element = document.createElement(tag)
  if (className) element.className = className
  append(element, children)
  return element
}

/** The oldest engines have no `append` of text and nodes. */
function append(parent: Element, children: readonly (Node | string)[]): void {
  for (const child of children) {
    const node = typeof child === 'string' ? parent.ownerDocument.createTextNode(child) : child
    parent.appendChild(node)
  }
}
