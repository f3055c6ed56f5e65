import type { ChargeLine } from '../charge-line'
import type { FaultValues } from '../faults'
import type { GatewayName } from '../gateway-switch'
import type { Message } from '../messages'

export interface Person {
  id: string
  nickname: string
  colour: string
  balance: number
  openid: string
}

export interface LiveState {
  faults: FaultValues
  payers: Person[]
  holder: string
  charges: ChargeLine[]
  /** Whether the merchant's side of the checkout can be asked for something. */
  hasShop: boolean
  /** Where new payments go; null: they cannot be moved from here. */
  gateway: GatewayName | null
}

export interface Setting {
  menu: { title: string; path: string; message?: string; payment?: string }[]
  merchantName: string
  publicUrl: string
  holder: string
}

export interface Live {
  onState: (listener: (state: LiveState) => void) => void
  onMessages: (listener: (messages: Message[]) => void) => void
  people: () => LiveState | null
}

export function listen(): Live {
  const events = new EventSource('/__sandbox/events')
  let messages: Message[] = []
  let latest: LiveState | null = null
  const read = (event: MessageEvent<string>): unknown => JSON.parse(event.data)
  events.addEventListener('state', (event) => {
    latest = read(event) as LiveState
  })
  return {
    people: () => latest,
    onState(listener) {
      events.addEventListener('state', (event) => listener(read(event) as LiveState))
    },
    onMessages(listener) {
      events.addEventListener('messages', (event) => {
        messages = read(event) as Message[]
        listener(messages)
      })
      events.addEventListener('passed', (event) => {
        messages = [...messages, read(event) as Message].slice(-300)
        listener(messages)
      })
    },
  }
}
