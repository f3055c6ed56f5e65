import type { FaultGroup } from './control'
import { whoPays } from './login'
import { afterwards, anyAnswer, makingACharge, webhooks } from './paymax'
import { tellingTheShop } from './shop'
import { theWindow, whilePaying } from './sheet'
import { wechatpayAfterwards, wechatpayAnswers } from './wechatpay'

/**
 * Every fault that can be switched on: in the order of a payment at Paymax, then WeChat Pay's own, then the
 * shop's.
 */
export const faultGroups: readonly FaultGroup[] = [
  whoPays,
  makingACharge,
  theWindow,
  whilePaying,
  webhooks,
  anyAnswer,
  afterwards,
  wechatpayAnswers,
  wechatpayAfterwards,
  tellingTheShop,
]
