/** The command from its arguments to its exit code; the caller prints and reads the environment. */
import type { Config } from '../../config/config'
import type { MerchantNotifications } from '../../notifications/merchant-notifications'
import { openExisting } from '../../store/engine/open-existing'
import { createMerchantNotifications } from '../../store/notifications/merchant-notifications'
import type { Wanted } from './arguments'

interface Result {
  readonly exitCode: 0 | 1
  readonly out: string
  readonly error: string
}

export function notResent(reason: string): Result {
  return { exitCode: 1, out: '', error: reason }
}

const batch = 200

/** Who asked, as the order's history shows it. */
const by = 'npm run notify'

/** Runs beside the backend, which finds within a second what is due. */
export async function runNotify(
  { database, notifications }: Pick<Config, 'database' | 'notifications'>,
  wanted: Wanted,
): Promise<Result> {
  const opened = await openExisting(database, ({ db }) =>
    createMerchantNotifications(db).madeSince(0, null, 1),
  )
  if (typeof opened === 'string') return notResent(opened)
  try {
    const desk = createMerchantNotifications(opened.db)
    return 'id' in wanted
      ? await resendOne(desk, wanted.id, notifications.url)
      : await resendSince(desk, wanted.since, notifications.url)
  } finally {
    await opened.db.destroy()
  }
}

async function resendOne(
  desk: MerchantNotifications,
  id: string,
  url: string | null,
): Promise<Result> {
  if (await desk.resend(id, Date.now(), url, by)) {
    return { exitCode: 0, out: `${id} is sent again.`, error: '' }
  }
  return notResent(`There is no notification ${id}.`)
}

async function resendSince(
  desk: MerchantNotifications,
  since: number,
  url: string | null,
): Promise<Result> {
  let count = 0
  let after: string | null = null
  for (;;) {
    const ids: string[] = await desk.madeSince(since, after, batch)
    for (const id of ids) if (await desk.resend(id, Date.now(), url, by)) count += 1
    after = ids.at(-1) ?? null
    if (ids.length < batch) break
  }
  const out = `${count} made since ${new Date(since).toISOString()} are sent again.`
  return { exitCode: 0, out, error: '' }
}
