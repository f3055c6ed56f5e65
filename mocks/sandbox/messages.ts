import type { Text } from './text'

export type Party = 'phone' | 'checkout' | 'wechat' | 'paymax' | 'wechatpay' | 'shop'

export interface Message {
  id: number
  /** The payment it belongs to; null before there is one. */
  payment: string | null
  at: number
  from: Party
  to: Party
  method: string
  path: string
  /** Null where no answer came. */
  status: number | null
  request: string
  response: string
  /** The signed text, and whether the signature verified. */
  signed: string | null
  signatureHolds: boolean | null
  about: Text
}

export interface Messages {
  add: (message: Omit<Message, 'id' | 'at'>) => Message
  list: () => readonly Message[]
  subscribe: (listener: (message: Message) => void) => () => void
  clear: () => void
  onClear: (listener: () => void) => () => void
}

const kept = 300

export function createMessages(now: () => number): Messages {
  let list: Message[] = []
  let nextId = 1
  const listeners = new Set<(message: Message) => void>()
  const cleared = new Set<() => void>()
  return {
    add(draft) {
      const message = { ...draft, id: nextId++, at: now() }
      list = [...list, message].slice(-kept)
      for (const listener of listeners) listener(message)
      return message
    },
    list: () => list,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    clear() {
      list = []
      for (const listener of cleared) listener()
    },
    onClear(listener) {
      cleared.add(listener)
      return () => cleared.delete(listener)
    },
  }
}

/** JSON is indented, anything else shown as it is. */
export function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
