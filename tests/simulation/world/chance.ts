/** Numbers that look random and follow from a seed and a place, in whatever order they are asked for. */
export function mix(a: number, b: number): number {
  let h = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul((b + 0x7f4a7c15) | 0, 0xc2b2ae35)
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d)
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39)
  return (h ^ (h >>> 15)) >>> 0
}

/** 0 ≤ n < 1 */
export function unit(hash: number): number {
  return hash / 4_294_967_296
}

/** One number after the other, for what is drawn once and in order: a seed's plan, the rules' random ids. */
export class Sequence {
  #state: number

  constructor(seed: number) {
    this.#state = mix(seed, 0x51ed270b)
  }

  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return (t ^ (t >>> 14)) >>> 0
  }

  unit(): number {
    return unit(this.next())
  }

  chance(probability: number): boolean {
    return this.unit() < probability
  }

  /** An integer, `least` ≤ n ≤ `most`. */
  between(least: number, most: number): number {
    return least + Math.floor(this.unit() * (most - least + 1))
  }

  /** Mostly small, at times large. */
  skewed(least: number, most: number): number {
    const u = this.unit()
    return Math.round(least + (most - least) * u * u * u)
  }

  pick<T>(list: readonly [T, ...T[]]): T {
    return list[Math.floor(this.unit() * list.length)] ?? list[0]
  }

  readonly bytes = (length: number): Buffer => {
    const buffer = Buffer.allocUnsafe(length)
    for (let at = 0; at < length; at += 4) {
      const word = this.next()
      for (let i = 0; i < 4 && at + i < length; i += 1) buffer[at + i] = (word >>> (8 * i)) & 255
    }
    return buffer
  }
}
