/** The command from its arguments to its exit code; the caller prints and reads the environment. */
import type { Config } from '../../config/config'
import type { MerchantNotifications } from '../../notifications/merchant-notifications'
import { openExisting } from '../../store/engine/open-existing'
import { createMerchantNotifications } from '../../store/notifications/merchant-notifications'
import type { Wanted } from './arguments'
import { failed, succeeded, type CommandResult } from '../result/command-result'

const batch = 200

/** Who asked, as the order's history shows it. */
const by = 'npm run notify'

/** Runs beside the backend, which finds within a second what is due. */
export async function runNotify(
  { database, notifications }: Pick<Config, 'database' | 'notifications'>,
  wanted: Wanted,
): Promise<CommandResult> {
  const opened = await openExisting(database, ({ db }) =>
    createMerchantNotifications(db).madeSince(0, null, 1),
  )
  if (typeof opened === 'string') return failed(opened)
  try {
    const merchantNotifications = createMerchantNotifications(opened.db)
    return 'id' in wanted
      ? await resendOne(merchantNotifications, wanted.id, notifications.url)
      : await resendSince(merchantNotifications, wanted.since, notifications.url)
  } finally {
    await opened.db.destroy()
  }
}

async function resendOne(
  merchantNotifications: MerchantNotifications,
  id: string,
  url: string | null,
): Promise<CommandResult> {
  if (await merchantNotifications.resend(id, Date.now(), url, by)) {
    return succeeded(`${id} will be sent again.`)
  }
  return failed(`There is no notification ${id}.`)
}

async function resendSince(
  merchantNotifications: MerchantNotifications,
  since: number,
  url: string | null,
): Promise<CommandResult> {
  let count = 0
  let after: string | null = null
  for (;;) {
    const ids: string[] = await merchantNotifications.madeSince(since, after, batch)
    for (const id of ids)
      if (await merchantNotifications.resend(id, Date.now(), url, by)) count += 1
    after = ids.at(-1) ?? null
    if (ids.length < batch) break
  }
  const out = `${count} notifications created since ${new Date(since).toISOString()} will be sent again.`
  return succeeded(out)
}
