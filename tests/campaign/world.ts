import type { Sandbox } from '../../mocks/sandbox/sandbox'
import type { Payer } from '../../mocks/sandbox/wechat/payers'
import type { Book } from './book'
import type { Client } from './client'
import type { Passed } from './gateway-tap'
import type { Shop } from './shop'
import type { WebhookPost } from './webhook-post'

/** What everybody outside the backend has in common. */
export interface World {
  readonly client: Client
  readonly book: Book
  readonly sandbox: Sandbox
  readonly post: WebhookPost
  readonly shop: Shop
  /** Everything that passed between backend and gateways. */
  readonly line: readonly Passed[]
  readonly people: readonly Payer[]
  readonly publicUrl: URL
  readonly merchantKey: string
  /** Ids of the merchant's orders whose links lie about, oldest first. */
  readonly links: string[]
}

/** Everybody who could hold the phone; the sandbox's three are too few to share a queue. */
export function createPeople(count: number): Payer[] {
  return Array.from({ length: count }, (_, index) => {
    const number = String(index + 1).padStart(4, '0')
    return {
      id: `person${number}`,
      nickname: `第 ${index + 1} 位`,
      openid: `oCampaign000000000000000${number}`,
      unionid: `uCampaign000000000000000${number}`,
      virtualOpenid: `oCampaignVirtual00000000${number}`,
      colour: '#5b8c7a',
      balance: 100_000_000,
      pin: '123456',
    }
  })
}
