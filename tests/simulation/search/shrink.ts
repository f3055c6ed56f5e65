import type { Planted } from '../planted/planted'
import { live, type Kept, type Life } from '../world/live'

/** Something of a history that can be left out. */
type Part = { readonly act: number } | { readonly fault: string }

/**
 * The shortest history found that still breaks the same check: acts and faults are left out, many at once at
 * first, then one by one, until none can be missed.
 */
export async function shrink(life: Life, planted: Planted | null = null): Promise<Life> {
  const check = life.violation?.check
  if (check === undefined) throw new Error('nothing is broken')
  const { gateways } = life.world.nature
  let best = life
  let parts = partsOf(life)
  let size = Math.ceil(parts.length / 2)
  let tries = 0
  while (size >= 1 && tries < mostTries) {
    let shorter = false
    for (let from = 0; from < parts.length && tries < mostTries;) {
      const rest = [...parts.slice(0, from), ...parts.slice(from + size)]
      tries += 1
      const tried = await live(life.seed, { kept: keeping(rest), planted, gateways })
      if (tried.violation?.check === check) {
        best = tried
        // What no longer happened need not be kept either.
        parts = partsOf(tried)
        shorter = true
      } else {
        from += size
      }
    }
    if (!shorter || size > 1) size = size === 1 ? 0 : Math.ceil(size / 2)
  }
  return live(life.seed, { kept: keeping(partsOf(best)), planted, gateways, tell: true })
}

const mostTries = 600

function partsOf({ acts, faults }: Life): Part[] {
  return [...acts.map(({ id }) => ({ act: id })), ...faults.map((fault) => ({ fault }))]
}

function keeping(parts: readonly Part[]): Kept {
  const acts = new Set<number>()
  const faults = new Set<string>()
  for (const part of parts) {
    if ('act' in part) acts.add(part.act)
    else faults.add(part.fault)
  }
  return { acts, faults }
}
