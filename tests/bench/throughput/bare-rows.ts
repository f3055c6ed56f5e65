/**
 * The rows of a payment in as few commits as a crash allows: plain prepared statements on the product's
 * own tables, with its library and its pragmas.
 */
import { join } from 'node:path'
import LibsqlDatabase from 'libsql'
import { openDatabase } from '../../../server/store/engine/database'
import { migrate } from '../../../server/store/engine/migrate'

export interface BareOrder {
  readonly order_id: string
  readonly order_no: string
  readonly amount: number
  readonly subject: string
  readonly body: string
  readonly state: string
  readonly paid_at: number | null
  readonly last_charge_id: string | null
}

export interface BareCharge {
  readonly charge_id: string
  readonly order_id: string
  readonly status: string
  readonly openid: string
}

export async function openRows(dir: string) {
  const made = openDatabase({ kind: 'embedded', dir })
  await migrate(made)
  await made.db.destroy()
  const database = new LibsqlDatabase(join(dir, 'checkout.db'))
  for (const pragma of ['journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON']) {
    database.pragma(pragma)
  }
  const statements = prepare(database)

  return {
    ...statements,
    /** One commit. */
    together(work: () => void): void {
      database.exec('begin immediate')
      work()
      database.exec('commit')
    },
    order: (id: string) => statements.readOrder.get([id]) as BareOrder,
    charge: (id: string) => statements.readCharge.get([id]) as BareCharge | undefined,
  }
}

function prepare(database: LibsqlDatabase.Database) {
  return {
    placeOrder: database.prepare(
      `insert into orders (order_id, order_no, source, amount, subject, body, state, expires_at, auto_pay,
       metadata, content_hash, created_at) values (?, ?, 'merchant', ?, ?, ?, 'open', ?, 0, '{}', '', ?)`,
    ),
    readOrder: database.prepare('select * from orders where order_id = ?'),
    readCharge: database.prepare('select * from charges where charge_id = ?'),
    startLogin: database.prepare(
      'insert into logins (state, target, browser_hash, created_at) values (?, ?, ?, ?)',
    ),
    readLogin: database.prepare('select * from logins where state = ?'),
    claimLogin: database.prepare('update logins set code_hash = ?, claimed_at = ? where state = ?'),
    finishLogin: database.prepare(
      `update logins set outcome = 'payer', openid = ?, exchanged_at = ? where state = ?`,
    ),
    takeOrder: database.prepare('update orders set last_charge_id = ? where order_id = ?'),
    beginCharge: database.prepare(
      `insert into charges (charge_id, order_id, openid, amount, status, created_at, expires_at,
       next_turn_at, next_check_at) values (?, ?, ?, ?, 'creating', ?, ?, 0, ?)`,
    ),
    chargeCreated: database.prepare(
      `update charges set status = 'live', gateway_id = ?, livemode = 0, js_api_params = ?,
       next_check_at = ? where charge_id = ?`,
    ),
    keepWebhook: database.prepare(
      `insert into inbox (inbox_key, raw_body, signature, received_at, next_try_at)
       values (?, ?, ?, ?, ?)`,
    ),
    chargePaid: database.prepare(
      `update charges set status = 'succeeded', paid_at = ?, transaction_no = ?, checked_at = ?,
       next_check_at = null where charge_id = ?`,
    ),
    orderPaid: database.prepare(
      `update orders set state = 'paid', paid_at = ?, paid_charge_id = ? where order_id = ?`,
    ),
    webhookApplied: database.prepare(
      'update inbox set settled_at = ?, next_try_at = null where inbox_key = ?',
    ),
  }
}
