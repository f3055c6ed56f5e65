import { setTimeout as pause } from 'node:timers/promises'
import type { Dice } from './dice'
import type { Fleet } from './fleet'
import type { Aim, Instant } from './instants'

/** How long an aimed kill waits for its instant to come. */
const patience = 6_000

export interface Kills {
  readonly counts: Map<Instant, number>
  readonly total: () => number
}

export function createKills(): Kills {
  const counts = new Map<Instant, number>()
  return { counts, total: () => [...counts.values()].reduce((sum, count) => sum + count, 0) }
}

/** Kills by plan, one after the other; where an instant does not come, at that time. */
export async function execute(
  plan: readonly Instant[],
  { fleet, aim, dice, kills }: { fleet: Fleet; aim: Aim; dice: Dice; kills: Kills },
): Promise<void> {
  const { length } = fleet.bases

  function count(instant: Instant): void {
    kills.counts.set(instant, (kills.counts.get(instant) ?? 0) + 1)
  }

  async function killAnyTime(instant: Instant): Promise<void> {
    while (!fleet.kill(dice.between(0, length - 1))) await pause(20)
    count(instant)
  }

  async function killWhileStarting(): Promise<void> {
    const index = dice.between(0, length - 1)
    await fleet.ready(index)
    fleet.kill(index)
    count('any time')
    // From before its first line runs until it has just begun to listen.
    await pause(dice.between(5, 900))
    if (fleet.kill(index)) count('while starting')
  }

  for (const instant of plan) {
    // Mostly one at a time: where none is up, nothing is under way that a kill could hurt.
    if (length === 1 || dice.chance(0.8)) await fleet.ready(fleet.victim())
    await pause(dice.between(200, 2_000))
    if (instant === 'any time') await killAnyTime(instant)
    else if (instant === 'while starting') await killWhileStarting()
    else if (await aim.at(instant, delayAfter(instant, dice), patience)) count(instant)
    else await killAnyTime('any time')
  }
}

/** Where the backend is busy with what just came, the kill goes anywhere into that. */
function delayAfter(instant: Instant, dice: Dice): number {
  const busy = / answered$|: arrived$|posted$/.test(instant)
  return busy && !instant.includes('not answered') && dice.chance(0.7) ? dice.between(1, 12) : 0
}
