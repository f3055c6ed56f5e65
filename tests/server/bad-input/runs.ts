/**
 * How much is tried: `FUZZ_RUNS` requests for each operation on each database. The everyday run starts
 * from the same seed every time; a longer one from a new seed, or the one in `FUZZ_SEED`.
 */
const asked = Number(process.env['FUZZ_RUNS'] ?? 0)
const everyday = 60
/** Fewer than a payer may send in a minute: a new checkout is opened before anyone is slowed down. */
const mostPerRound = 200

const runs = asked > 0 ? asked : everyday
const roundCount = Math.ceil(runs / mostPerRound)

export const rounds = Array.from({ length: roundCount }, (_, index) => index + 1)
export const runsPerRound = Math.ceil(runs / roundCount)
export const chosenSeed = Number(
  process.env['FUZZ_SEED'] ?? (asked > 0 ? Math.floor(Math.random() * 2 ** 31) : 20_261_101),
)
