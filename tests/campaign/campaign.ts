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
import { askEverythingAgain, beTheMerchant } from './merchant'
import { beAPayer } from './payer'
import type { Passed } from './paymax-tap'
import { setUp, type SetUpOptions } from './set-up'
import { violationsOf } from './verdict'
import type { World } from './world'

export type Phase = 'kills' | 'going home' | ClosingPhase | 'comparing'

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
    await execute(options.plan, { fleet, aim, dice: dice.fork('kills'), kills })
    while (book.payments.length < options.payments) await pause(100)
    onPhase('going home')
    set.calm()
    world.client.abandon()
    await everybody
    const merchant = { ...world, client: createClient(fleet.bases, aim, book) }
    const closing = await close(merchant, { fleet, clock, hasty, onPhase })
    onPhase('comparing')
    await askEverythingAgain(merchant)
    const { sandbox, line } = world
    const { orders, late } = closing
    const violations = [
      ...[...late, ...book.complaints].map((what) => ({ orderId: null, what })),
      ...violationsOf({ book, orders, charges: sandbox.paymax.charges(), line }),
    ]
    return { kills, book, sandbox, line, closing, violations }
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
