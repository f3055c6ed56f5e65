import { acknowledgingFaults } from './acknowledging'
import { buyingFaults } from './buying'
import { denyingFaults } from './denying'
import { moneyBackFaults } from './money-back'
import { oneLiveChargeFaults } from './one-live-charge'
import type { Planted } from './planted'
import { reportFaults } from './reports'
import { tellingFaults } from './telling'
import { watchingFaults } from './watching'
import { wechatpayFaults } from './wechatpay'

export const plantedFaults: readonly Planted[] = [
  ...oneLiveChargeFaults,
  ...buyingFaults,
  ...denyingFaults,
  ...reportFaults,
  ...acknowledgingFaults,
  ...moneyBackFaults,
  ...watchingFaults,
  ...tellingFaults,
  ...wechatpayFaults,
]
