import type { Kysely } from 'kysely'
import type { Tables } from '../schema/tables'

const batch = 500

/**
 * No index maps webhooks to payers: all since the first of the orders was placed are scanned, which are those
 * of the last week and those given up. One that is still to be applied stays; an encrypted WeChat Pay webhook
 * cannot be read here and is deleted within the week.
 * @param openid null: whoever they name
 * @returns how many were deleted, and how many are still to be applied
 */
export async function forgetWebhooksNaming(
  db: Kysely<Tables>,
  orderIds: readonly string[],
  openid: string | null,
): Promise<{ readonly gone: number; readonly waiting: number }> {
  // After a payer's orders are erased they can no longer be found by payer: webhooks are searched for the
  // openid itself.
  const { names, since } =
    openid === null ? await namesOf(db, orderIds) : { names: [openid], since: 0 }
  const sought = names.map((name) => `"${name}"`)
  if (sought.length === 0) return { gone: 0, waiting: 0 }
  let [gone, waiting] = [0, 0]
  let after = ''
  for (;;) {
    const rows = await db
      .selectFrom('inbox')
      .select(['inbox_key', 'raw_body', 'next_try_at'])
      .where('inbox_key', '>', after)
      .where('received_at', '>=', since)
      .orderBy('inbox_key')
      .limit(batch)
      .execute()
    const found = rows.filter((row) => {
      const text = Buffer.from(row.raw_body, 'base64').toString()
      return sought.some((name) => text.includes(name))
    })
    const over = found.filter((row) => row.next_try_at === null)
    for (const { inbox_key: key } of over) {
      await db.deleteFrom('inbox').where('inbox_key', '=', key).execute()
    }
    gone += over.length
    waiting += found.length - over.length
    after = rows.at(-1)?.inbox_key ?? ''
    if (rows.length < batch) return { gone, waiting }
  }
}

/** The numbers under which webhooks name the charges of erased orders. */
async function namesOf(db: Kysely<Tables>, orderIds: readonly string[]) {
  const names: string[] = []
  let since = Number.MAX_SAFE_INTEGER
  for (let n = 0; n < orderIds.length; n += batch) {
    const rows = await db
      .selectFrom('charges')
      .select(['charge_id', 'gateway_id', 'created_at'])
      .where('order_id', 'in', orderIds.slice(n, n + batch))
      .where('openid', '=', '')
      .execute()
    for (const { charge_id: id, gateway_id: theirs, created_at: at } of rows) {
      names.push(id, theirs ?? id)
      since = Math.min(since, at)
    }
  }
  return { names, since }
}
