/** What the numbers of charges follow from: made with the store, and part of every backup of it. */
import type { Kysely } from 'kysely'
import type { GatewayName } from '../payments/core/records'
import type { Tables } from './schema/tables'
import { setUsedWith, usedWith } from './last-used-with'

export interface ChargeNumbers {
  readonly key: Buffer
  /** Since when all charges have been made with it, and at the gateway where they are made now. Unix ms. */
  readonly since: number
}

const name = 'charge_numbers'
const place = 'charges_made_at'

/** Makes it where there is none. However many processes start at once, all have the same one. */
export async function chargeNumbersOf(
  db: Kysely<Tables>,
  gateway: GatewayName,
  now: number,
  random: (bytes: number) => Buffer,
): Promise<ChargeNumbers> {
  const [{ key, since }, thereSince] = await Promise.all([
    keyOf(db, now, random),
    madeThereSince(db, gateway, now),
  ])
  return { key, since: Math.max(since, thereSince) }
}

/** Kept, so that a backup says where the charges since it were made. */
async function madeThereSince(
  db: Kysely<Tables>,
  gateway: GatewayName,
  now: number,
): Promise<number> {
  const [before, since] = (await usedWith(db, place))?.split(' ') ?? []
  if (before === gateway) return Number(since)
  await setUsedWith(db, place, `${gateway} ${String(now)}`)
  return now
}

async function keyOf(
  db: Kysely<Tables>,
  now: number,
  random: (bytes: number) => Buffer,
): Promise<ChargeNumbers> {
  const kept = await read(db)
  if (kept) return kept
  const value = `${String(now)} ${random(32).toString('hex')}`
  await db
    .insertInto('used_with')
    .values({ name, value })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const made = await read(db)
  if (!made) throw new Error('The store does not keep what the numbers of charges follow from.')
  return made
}

async function read(db: Kysely<Tables>): Promise<ChargeNumbers | null> {
  const [, since, key] = /^(\d+) ([0-9a-f]{64})$/.exec((await usedWith(db, name)) ?? '') ?? []
  if (since === undefined || key === undefined) return null
  return { since: Number(since), key: Buffer.from(key, 'hex') }
}
