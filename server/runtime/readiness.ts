/** In ms: how long a result is reused. */
const goodFor = 1_000

/**
 * Checks whether the process can work, at most once a second, however many requests come: checks must not
 * become a load of their own.
 * @param prove rejects where it cannot
 * @param provenAt when a start has proved it already
 */
export function createReadiness(
  now: () => number,
  prove: () => Promise<void>,
  provenAt?: number,
): () => Promise<void> {
  let last = provenAt === undefined ? null : { at: provenAt, proof: Promise.resolve() }
  let underWay = false
  return () => {
    if (last && (underWay || Math.abs(now() - last.at) < goodFor)) return last.proof
    underWay = true
    const proof = prove().finally(() => {
      underWay = false
    })
    last = { at: now(), proof }
    return proof
  }
}
