/** What happens to charges made under accounts that are no longer configured. */
import type { Accounts } from '../core/records'
import type { AccountRepository } from '../core/repository'
import { endedBy } from '../schedules/charge-check-schedule'

/**
 * Why the backend may not start under these accounts; null where it may. A charge that can be paid has to be
 * queried and closed, and the gateway does that only for the account that made it: under another one its
 * payer would always read «not charged yet». Where only the AppID has changed, its payer could not sign in as
 * the same person. Charges that ended without money (closed, failed, lost) do not prevent a start: nobody
 * holds a working sheet for them, and if their money comes anyway, a signed event says so, which is compared
 * with the charge's own account.
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
