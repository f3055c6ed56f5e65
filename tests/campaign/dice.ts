/** Chance from a seed: the same seed plans the same campaign. */
export interface Dice {
  /** From 0 up to, not including, 1. */
  fraction: () => number
  /** A whole number, both ends included. */
  between: (least: number, most: number) => number
  chance: (probability: number) => boolean
  one: <T>(choices: readonly T[]) => T
  /** Each choice as often as its weight says. */
  weighted: <T>(choices: readonly (readonly [number, T])[]) => T
  /** Dice of its own for a part, so that parts which run side by side do not take each other's throws. */
  fork: (name: string) => Dice
}

export function createDice(seed: string): Dice {
  let state = hashOf(seed)

  function fraction(): number {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }

  const dice: Dice = {
    fraction,
    between: (least, most) => least + Math.floor(fraction() * (most - least + 1)),
    chance: (probability) => fraction() < probability,
    one(choices) {
      const chosen = choices[Math.floor(fraction() * choices.length)]
      if (chosen === undefined) throw new Error('There is nothing to choose from')
      return chosen
    },
    weighted(choices) {
      let left = fraction() * choices.reduce((sum, [weight]) => sum + weight, 0)
      const chosen = choices.find(([weight]) => (left -= weight) < 0) ?? choices.at(-1)
      if (!chosen) throw new Error('There is nothing to choose from')
      return chosen[1]
    },
    fork: (name) => createDice(`${seed}/${name}`),
  }
  return dice
}

/** FNV-1a */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193)
  return hash
}
