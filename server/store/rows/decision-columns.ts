import type { Decision } from '../../payments/core/decision'

/** @param decision undefined where none was given */
export function decisionColumns(decision: Decision | undefined) {
  return {
    decided_by: decision?.by ?? null,
    decided_sha256: decision?.sha256 ?? null,
    decided_at: decision?.at ?? null,
  }
}
