import { earlyEn } from './early'
import type { Words } from '../zh-CN/dictionary'

// wherever this is said, whom to turn to stands below it
export const contactMerchant = 'contact the merchant'

export const steps: Words['steps'] = {
  landing: earlyEn.entering,
  landing_failed: 'Identity not confirmed',
  leaving: 'Going to WeChat to confirm who you are',
  loading: 'Loading the order',
  load_failed: 'The order did not load',
  outside: 'Please open in WeChat',
  nowhere: 'Page not found',
  not_found: 'Order not found',
  amount: 'Amount to pay',
  catalog: 'Choose an item',
  ordering: 'Creating the order',
  just_paid: 'You paid just now',
  ready: 'Confirm and pay',
  charging: earlyEn.charging,
  charge_refused: 'Cannot pay right now',
  bridging: earlyEn.opening,
  bridge_missing: 'WeChat Pay did not open',
  sheet: earlyEn.inSheet,
  confirming: 'Confirming your payment',
  pending: 'Payment not confirmed yet',
  unpaid: 'Payment not completed',
  failed: 'Payment failed',
  paid: 'Payment successful',
  closed: 'Order closed',
  refunded: 'Order fully refunded',
  money_back: 'Refunding you',
}
