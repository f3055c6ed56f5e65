/** What becomes of charges that were begun under accounts which are no longer the configured ones. */
import type { Accounts } from '../core/records'
import type { AccountRepository } from '../core/repository'
import { endedBy } from '../reports/charge-check-schedule'

/**
 * Why the backend may not start under these accounts; null where it may. A charge that can be paid has to be
 * asked about, closed and answered for, and the gateway does that for its own account alone: under another
 * one its payer would always read «not charged yet». Where only the AppID is another, its payer could not
 * even sign in as who they were. Charges that have ended without money (closed at the gateway, failed, lost)
 * hold nothing up: nobody holds a sheet for them that works, and their money, should it come all the same, is
 * told by a signed event, which is compared with the account that the charge was made under.
 *
 * @param now Unix ms
 */
export async function accountMismatch(
  accounts: AccountRepository,
  ours: readonly Accounts[],
  now: number,
): Promise<string | null> {
  for (const one of ours) await accounts.adoptCharges(one)
  const others = await accounts.underWayElsewhere(ours)
  if (others.length === 0) return null
  const count = others.reduce((sum, one) => sum + one.count, 0)
  const until = Math.max(now, ...others.map(({ latestEnd }) => latestEnd)) + endedBy
  const under = others.map((one) => `${one.count} under ${named(one)}`).join(', ')
  return (
    `${payments(count)} begun under other accounts than ${ours.map(named).join(' and ')} can still be paid: ${under}. ` +
    `Nobody but these accounts is told what becomes of them. Start with the old values, keys and secrets ` +
    `included, and lead nobody new to the checkout: by ${new Date(until).toISOString()} all of them have ended, ` +
    `and the new values can be used.`
  )
}

function payments(count: number): string {
  return count === 1 ? '1 payment' : `${count} payments`
}

/** The variables that hold them. */
const variables = { paymax: 'PAYMAX_APP', wechatpay: 'WECHATPAY_MCH_ID' } as const

function named({ gateway, account, appId }: Accounts): string {
  return `${variables[gateway]} ${account} with WECHAT_APP_ID ${appId}`
}
