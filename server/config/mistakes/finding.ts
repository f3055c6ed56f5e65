import type { FindingName } from './finding-names'

/** Something that prevents payments, or will. Never contains a secret. */
export interface Finding {
  /** `unchecked`: no answer came. `look`: only a person can check it. */
  readonly kind: 'wrong' | 'unchecked' | 'look'
  readonly name: FindingName
  /** What is wrong, as a sentence. */
  readonly what: string
  /** What to change and where, in the console's own words. */
  readonly mend: string
}

type Of = (name: FindingName, what: string, mend: string) => Finding

export const wrong: Of = (name, what, mend) => ({ kind: 'wrong', name, what, mend })
export const look: Of = (name, what, mend) => ({ kind: 'look', name, what, mend })
export const unchecked: Of = (name, what, mend) => ({ kind: 'unchecked', name, what, mend })
