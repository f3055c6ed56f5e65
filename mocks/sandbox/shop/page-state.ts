/** What the shop's page is told; also read by the page itself, so without anything of Node.js. */

/** One notification that came once: each retry is another of them. */
export interface Arrival {
  /** Counts from 1 in one run of the sandbox. */
  n: number
  /** Unix ms, as the shop's clock has it. */
  at: number
  /** `webhook-id`: the same at every try. */
  id: string
  /** The headers that the sender chose, in lower case. */
  headers: Record<string, string>
  /** The bytes as they came, as text. */
  body: string
  /** Why the reference library refused it; empty: it verified. */
  refused: string
  /** What the body says, where it verified. */
  told: Told | null
  /** What was known of it: `new`, its id was `seen` before, or its sequence was `old`; null: it was not taken. */
  treated: 'new' | 'seen' | 'old' | null
  answer: ShopAnswer
}

export interface Told {
  type: string
  orderNo: string
  sequence: number
  /** The order's own at that moment. */
  status: string
}

/** `waiting` for the shop's answer; `silent`: there was none, or nobody listened to it any more. */
export interface ShopAnswer {
  state: 'waiting' | 'answered' | 'silent'
  status: number | null
}

/** An order as the merchant API lists it, and what the shop has been told of it. */
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

/** What the checkout's side says of a notification. */
export interface SentLine {
  id: string
  status: string
  nextTryAt: string | null
}

export interface Books {
  orders: OrderLine[]
  sent: SentLine[]
}
