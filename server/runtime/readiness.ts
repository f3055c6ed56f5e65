/** Whoever asks within this time is told what the last one was told. In ms. */
const goodFor = 1_000

/**
 * Finds out whether the process can do its work, at most once a second, however many ask: who asks without
 * end must not be what keeps it from its work.
 * @param prove rejects where it cannot
 */
export function createReadiness(
  now: () => number,
  prove: () => Promise<void>,
): () => Promise<void> {
  let last: { readonly at: number; readonly proof: Promise<void> } | null = null
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
