import type { Config } from '../config/config'
import { accountMismatch } from '../payments/charges/account-mismatch'
import type { Accounts } from '../payments/core/records'
import type { Database } from '../store/engine/database'
import { createAccountRepository } from '../store/charges/accounts'
import { messageOf } from '../runtime/message-of'

/**
 * Closes the database where the backend may not start.
 * @param now Unix ms
 * @throws Error where charges of other accounts are under way, or the database cannot tell: its `cause` says
 *   why
 */
export async function checkAccounts(
  accounts: readonly Accounts[],
  { db }: Database,
  now: number,
): Promise<void> {
  const whyNot = await accountMismatch(createAccountRepository(db), accounts, now).catch(
    async (cause: unknown) => {
      await db.destroy()
      throw new Error(messageOf(cause), { cause })
    },
  )
  if (whyNot === null) return
  await db.destroy()
  throw new Error(whyNot)
}

/** The accounts that charges may be under way for: every configured gateway, with this official account. */
export function accountsOf({
  gateways: { paymax, wechatpay },
  wechat: { appId },
}: Config): Accounts[] {
  return [
    ...(paymax ? [{ gateway: 'paymax' as const, account: paymax.app, appId }] : []),
    ...(wechatpay ? [{ gateway: 'wechatpay' as const, account: wechatpay.mchId, appId }] : []),
  ]
}
