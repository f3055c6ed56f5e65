import type { Life } from '../world/live'

/** A failing history, for a reader. */
export function storyOf(life: Life): string {
  const { seed, violation, acts, faults, world } = life
  const { nature } = world
  return [
    `seed ${seed}: ${violation?.check ?? 'nothing is broken'}`,
    `  ${violation?.detail ?? ''}`,
    `what people set out to do: ${acts.length}; what went wrong: ${faults.length}`,
    ...faults.map((fault) => `  ${fault}`),
    `the world: ${JSON.stringify(nature)}`,
    'what happened:',
    ...(world.story ?? []).map((line) => `  ${line}`),
  ].join('\n')
}
