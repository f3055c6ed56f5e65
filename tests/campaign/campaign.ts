import { setTimeout as pause } from 'node:timers/promises'
import type { Sandbox } from '../../mocks/sandbox/sandbox'
import type { Book } from './book'
import { beTheChannel } from './channel'
import { createClient } from './client'
import { close, type Closing, type ClosingPhase } from './closing'
import { createDice, type Dice } from './dice'
import type { Violation } from './evidence'
import { execute, type Kills } from './executioner'
import type { Instant } from './instants'
import { askEverythingAgain, beTheMerchant, readNotifications } from './merchant'
import { beAPayer } from './payer'
import type { Passed } from './gateway-tap'
import type { ToldShop } from './shop'
import { theirCharges } from './theirs'
import { setUp, type SetUpOptions } from './set-up'
import { violationsOf } from './verdict'
import type { World } from './world'

export type Phase = 'kills' | 'moving' | 'going home' | ClosingPhase | 'comparing'

export interface CampaignOptions extends SetUpOptions {
  readonly seed: string
  readonly plan: readonly Instant[]
  readonly payers: number
  /** Nobody goes home before so many have paid. */
  readonly payments: number
  /** Leaves out the part of the end that takes a minute by the true clock. */
  readonly hasty: boolean
  /** Told when the next phase begins. */
  readonly onPhase: (phase: Phase) => void
}

export interface Outcome {
  readonly kills: Kills
  readonly book: Book
  readonly sandbox: Sandbox
  readonly line: readonly Passed[]
  /** What came to the shop. */
  readonly told: readonly ToldShop[]
  readonly closing: Closing
  readonly violations: readonly Violation[]
}

/** Loads the backend, kills its processes by plan, lets everything end, and compares. */
export async function runCampaign(options: CampaignOptions): Promise<Outcome> {
  const dice = createDice(options.seed)
  const set = await setUp(options, dice)
  const { world, fleet, aim, clock, book, kills } = set
  const { onPhase, hasty } = options
  try {
    await Promise.all(fleet.bases.map((_, index) => fleet.ready(index)))
    onPhase('kills')
    const everybody = liveIn(world, options.payers, dice)
    const killing = { fleet, aim, dice: dice.fork('kills'), kills }
    const half = options.gateway === 'moving' ? Math.ceil(options.plan.length / 2) : 0
    await execute(options.plan.slice(0, half), killing)
    if (options.gateway === 'moving') {
      onPhase('moving')
      await set.move()
    }
    await execute(options.plan.slice(half), killing)
    while (book.payments.length < options.payments) await pause(100)
    onPhase('going home')
    set.calm()
    world.client.abandon()
    await everybody
    const merchant = { ...world, client: createClient(fleet.bases, aim, book) }
    const closing = await close(merchant, { fleet, clock, hasty, onPhase })
    onPhase('comparing')
    await askEverythingAgain(merchant)
    const { sandbox, line, shop } = world
    const delivered = new Set(await readNotifications(merchant, 'delivered'))
    const { orders, late } = closing
    const violations = [
      ...[...late, ...book.complaints].map((what) => ({ orderId: null, what })),
      ...violationsOf({
        ...{ book, orders, charges: theirCharges(sandbox), line },
        ...{ told: shop.told, delivered },
      }),
    ]
    return { kills, book, sandbox, line, told: shop.told, closing, violations }
  } finally {
    await set.tearDown()
  }
}

async function liveIn(world: World, payers: number, dice: Dice): Promise<void> {
  await Promise.all([
    ...Array.from({ length: payers }, (_, index) => beAPayer(world, dice.fork(`payer ${index}`))),
    beTheMerchant(world, dice.fork('merchant A'), 'A'),
    beTheMerchant(world, dice.fork('merchant B'), 'B'),
    beTheChannel(world, dice.fork('channel')),
  ])
}
