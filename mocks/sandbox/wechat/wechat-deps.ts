import type { Clock } from '../clock'
import type { Faults } from '../faults'
import type { Messages } from '../messages'
import type { Payer } from './payers'

/** What the parts of the mock WeChat share. */
export interface WeChatDesk {
  appId: string
  appSecret: string
  clock: Clock
  faults: Faults
  messages: Messages
  payers: Payer[]
  /** The phone's user, unless a browser says otherwise. */
  holder: Payer
  /** 网页授权域名, here with its port; null accepts any. */
  authorisedHost: string | null
  accountName: string
}

export function payerById(desk: WeChatDesk, id: string | undefined): Payer | undefined {
  return desk.payers.find((payer) => payer.id === id)
}
