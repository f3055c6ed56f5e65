/** The state of the shop's page; also used by the page itself, so without anything of Node.js. */

/** One received notification: each retry is another one. */
export interface Arrival {
  /** Counts from 1 in each run of the sandbox. */
  n: number
  /** Unix ms, as the shop's clock has it. */
  at: number
  /** `webhook-id`: the same for every attempt. */
  id: string
  /** The sender's own headers, in lower case. */
  headers: Record<string, string>
  /** The raw body as text. */
  body: string
  /** Why the reference library refused it; empty where it verified. */
  refused: string
  /** The parsed body, where it verified. */
  told: Told | null
  /** `new`, its id was `seen` before, or its sequence was `old`; null: it was refused. */
  treated: 'new' | 'seen' | 'old' | null
  answer: ShopAnswer
}

export interface Told {
  type: string
  orderNo: string
  sequence: number
  /** The order's own sequence at that moment. */
  status: string
}

/** `waiting` for the shop's answer; `silent`: none was sent, or nobody was listening any more. */
export interface ShopAnswer {
  state: 'waiting' | 'answered' | 'silent'
  status: number | null
}

/** An order as the merchant API lists it, with the shop's notifications about it. */
export interface OrderLine {
  orderNo: string
  subject: string
  /** In fen, like `amountRefunded`. */
  amount: number
  amountRefunded: number
  status: string
  createdAt: string
  known: { status: string; sequence: number } | null
}

/** The checkout's record of a notification. */
export interface SentLine {
  id: string
  status: string
  nextTryAt: string | null
}

export interface Books {
  orders: OrderLine[]
  sent: SentLine[]
}
